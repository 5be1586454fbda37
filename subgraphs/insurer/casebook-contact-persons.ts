import { loginOf } from '../casebook/logins.ts';
import type { OrganisationName } from '../casebook/people.ts';
import type { ContactPersonRecord } from '../kit/contract/records.ts';

/** The fixed contact persons of the health insurers; all invented. */
export const insurerContactPersons: Partial<Record<OrganisationName, readonly ContactPersonRecord[]>> = {
  brugwacht: [
    {
      id: 'BW-M1',
      name: 'Ronald Brink',
      position: 'Specialist betalingsachterstanden',
      phone: '088 000 51 01',
      email: 'r.brink@brugwacht.example',
      hours: 'ma t/m vr 8.30–17.00',
      login: loginOf(6),
      deputy: 'BW-M2',
      mandate: { maxFreezeDays: 90, maxArrangementCents: 250_000, mayWaiveSurcharge: true, escalatesTo: 'BW-M3' },
    },
    {
      id: 'BW-M2',
      name: 'Murat Kaya',
      position: 'Medewerker wijkteams',
      phone: '088 000 51 02',
      email: 'm.kaya@brugwacht.example',
      hours: 'ma, wo en vr 9.00–15.00',
      deputy: 'BW-M1',
      mandate: { maxFreezeDays: 60, maxArrangementCents: 150_000, mayWaiveSurcharge: false, escalatesTo: 'BW-M3' },
    },
    {
      id: 'BW-M3',
      name: 'Thea van Vliet',
      position: 'Manager bijzonder beheer',
      phone: '088 000 51 03',
      email: 't.vanvliet@brugwacht.example',
      hours: 'di t/m do 9.00–17.00',
      login: loginOf(13),
      mandate: {
        maxFreezeDays: 240,
        maxArrangementCents: 2_000_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
  lekstroom: [
    {
      id: 'LS-M1',
      name: 'Gijs Verbeek',
      position: 'Consulent betalingsregelingen',
      phone: '088 000 52 01',
      email: 'g.verbeek@lekstroom.example',
      hours: 'ma t/m do 9.00–17.00',
      login: loginOf(14),
      deputy: 'LS-M2',
      mandate: { maxFreezeDays: 120, maxArrangementCents: 750_000, mayWaiveSurcharge: true, escalatesTo: 'LS-M2' },
    },
    {
      id: 'LS-M2',
      name: 'Naima Bouzid',
      position: 'Hoofd incasso',
      phone: '088 000 52 02',
      email: 'n.bouzid@lekstroom.example',
      hours: 'ma en do 10.00–16.00',
      channel: 'EMAIL',
      login: loginOf(15),
      deputy: 'LS-M1',
      mandate: {
        maxFreezeDays: 240,
        maxArrangementCents: 2_500_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
  oostland: [
    {
      id: 'OL-M1',
      name: 'Bart Nijhuis',
      position: 'Medewerker wanbetalers',
      phone: '088 000 53 01',
      email: 'b.nijhuis@oostland.example',
      hours: 'ma t/m vr 9.00–13.00',
      deputy: 'OL-M2',
      mandate: { maxFreezeDays: 30, maxArrangementCents: 100_000, mayWaiveSurcharge: false, escalatesTo: 'OL-M2' },
    },
    {
      id: 'OL-M2',
      name: 'Carla Meinders',
      position: 'Coördinator schuldhulp',
      phone: '088 000 53 02',
      email: 'c.meinders@oostland.example',
      hours: 'di, wo en do 9.00–17.00',
      login: loginOf(20),
      mandate: {
        maxFreezeDays: 180,
        maxArrangementCents: 1_000_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
};
