import type { TeamId } from '../../casebook/people.ts';
import type { EscalationLevelRow } from './escalation-tables.ts';

const nobody = { team_id: null, municipality: null };

const lead = (team_id: TeamId, name: string, phone: string, email: string): EscalationLevelRow => ({
  ...nobody,
  level: 'TEAM_LEAD',
  team_id,
  name,
  phone,
  email,
  term_days: 1,
});

/** Three working days: what the law gives when eviction, cut-off or loss of insurance threatens (Wgs art. 4). */
const desk = (municipality: string, name: string, phone: string, email: string): EscalationLevelRow => ({
  ...nobody,
  level: 'MUNICIPALITY',
  municipality,
  name,
  phone,
  email,
  term_days: 3,
});

/** Who is above the contact persons for the teams of the casebook; all invented. */
export const casebookLevels: readonly EscalationLevelRow[] = [
  lead('team-ondiep', 'Joost Terpstra', '030 000 10 01', 'j.terpstra@socialeteams.example'),
  lead('team-assendorp', 'Hilde Wiersma', '038 000 10 02', 'h.wiersma@socialeteams.example'),
  desk('Domstad', 'Doorbraakteam Domstad', '030 000 10 11', 'doorbraak@domstad.example'),
  desk('Hanzestad', 'Doorbraakteam Hanzestad', '038 000 10 12', 'doorbraak@hanzestad.example'),
  {
    ...nobody,
    level: 'NATIONAL_DESK',
    name: 'Landelijk Loket Doorbraak',
    phone: '088 000 10 20',
    email: 'loket@doorbraak.example',
    term_days: 5,
  },
];
