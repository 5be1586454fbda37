import type { Actor } from '../gateway/identity/actor.ts';
import { loginOf } from '../subgraphs/casebook/logins.ts';
import { type OrganisationName, oins } from '../subgraphs/casebook/people.ts';

/** Someone who can sign in at the development identity provider. */
export interface DevelopmentUser extends Actor {
  username: string;
  /** What the person does there, to list. */
  description: string;
}

type Position = Pick<Actor, 'role' | 'team'> & { at: OrganisationName };

function user(number: number, names: [username: string, name: string], position: Position, description: string) {
  const [username, name] = names;
  const { role, team, at } = position;
  return { username, subject: loginOf(number), name, role, team, organisation: oins[at], description };
}

const inTeam = (team: string): Position => ({ role: 'professional', team, at: 'casework' });
const contactAt = (at: OrganisationName): Position => ({ role: 'contact-person', team: null, at });

/** The users of the development default: invented, as all of the casebook. */
export const developmentUsers: readonly DevelopmentUser[] = [
  user(1, ['sanne', 'Sanne Verhoef'], inTeam('team-ondiep'), 'professional of team Ondiep'),
  user(2, ['bilal', 'Bilal Amrani'], inTeam('team-ondiep'), 'professional of team Ondiep'),
  user(3, ['marijke', 'Marijke Doorn'], inTeam('team-assendorp'), 'professional of team Assendorp'),
  user(4, ['joost', 'Joost Terpstra'], { ...inTeam('team-ondiep'), role: 'team-lead' }, 'team lead of team Ondiep'),
  user(5, ['wendy', 'Wendy Kuipers'], contactAt('vechtoever'), 'contact person at De Vechtoever (housing)'),
  user(6, ['ronald', 'Ronald Brink'], contactAt('brugwacht'), 'contact person at De Brugwacht (insurer)'),
  user(7, ['esther', 'Esther Lont'], contactAt('cjib'), 'contact person at CJIB'),
  user(8, ['gijs', 'Gijs Bakhuis'], contactAt('incomeDomstad'), 'contact person at Werk & Inkomen Domstad'),
  user(9, ['naima', 'Naima Tahiri'], contactAt('wmoDomstad'), 'contact person at the Wmo desk of Domstad'),
  user(
    10,
    ['fatma', 'Fatma Yildiz'],
    { role: 'privacy-officer', team: null, at: 'casework' },
    'privacy officer of the teams',
  ),
  // Shares a family name with one client and a house with two others: see `patterns` in docs/privacy-officer.md.
  {
    ...user(11, ['femke', 'Femke Smit'], inTeam('team-ondiep'), 'professional of team Ondiep who knows some clients'),
    familyName: 'Smit',
    home: { postcode: '9999 XD', houseNumber: '4' },
  },
  user(12, ['tolboom', 'Marijke Tolboom'], contactAt('vechtoever'), 'team leader at De Vechtoever (housing)'),
  user(13, ['thea', 'Thea van Vliet'], contactAt('brugwacht'), 'manager at De Brugwacht (insurer)'),
  user(14, ['verbeek', 'Gijs Verbeek'], contactAt('lekstroom'), 'contact person at Lekstroom (insurer)'),
  user(15, ['bouzid', 'Naima Bouzid'], contactAt('lekstroom'), 'head of collection at Lekstroom (insurer)'),
  user(16, ['hidde', 'Hidde Wiersma'], contactAt('noorderstad'), 'contact person at Noorderstad (housing)'),
  user(17, ['fenna', 'Fenna Dijkstra'], contactAt('noorderstad'), 'head of housing at Noorderstad (housing)'),
  user(18, ['rianne', 'Rianne de Boer'], contactAt('cjib'), 'coordinator at CJIB'),
  user(19, ['robin', 'Robin Schaap'], contactAt('elinkhof'), 'contact person at Elinkhof (housing)'),
  user(20, ['carla', 'Carla Meinders'], contactAt('oostland'), 'coordinator at Oostland (insurer)'),
  user(21, ['wendela', 'Wendela Groot'], contactAt('incomeDomstad'), 'recovery officer at Werk & Inkomen Domstad'),
];
