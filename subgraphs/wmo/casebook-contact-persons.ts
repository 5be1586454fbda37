import { loginOf } from '../casebook/logins.ts';
import type { OrganisationName } from '../casebook/people.ts';
import type { ContactPersonRecord } from '../kit/contract/records.ts';

/** The fixed contact persons of the Wmo desks; all invented. */
export const wmoContactPersons: Partial<Record<OrganisationName, readonly ContactPersonRecord[]>> = {
  wmoDomstad: [
    {
      id: 'WMD-M1',
      name: 'Naima Tahiri',
      position: 'Wmo-consulent',
      phone: '030 000 31 01',
      email: 'n.tahiri@wmo.domstad.example',
      hours: 'ma t/m do 9.00–12.30',
      channel: 'SECURE_EMAIL',
      login: loginOf(9),
      deputy: 'WMD-M2',
      mandate: { maxFreezeDays: 90, maxArrangementCents: 100_000, mayWaiveSurcharge: true, escalatesTo: 'WMD-M2' },
    },
    {
      id: 'WMD-M2',
      name: 'Joost van Rijn',
      position: 'Senior Wmo-consulent',
      phone: '030 000 31 02',
      email: 'j.vanrijn@wmo.domstad.example',
      hours: 'ma, di en do 9.00–17.00',
      deputy: 'WMD-M1',
      mandate: {
        maxFreezeDays: 180,
        maxArrangementCents: 500_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
  wmoHanzestad: [
    {
      id: 'WMH-M1',
      name: 'Truus Wolters',
      position: 'Wmo-consulent',
      phone: '038 000 32 01',
      email: 't.wolters@wmo.hanzestad.example',
      hours: 'di t/m vr 9.00–13.00',
      channel: 'EMAIL',
      deputy: 'WMH-M2',
      mandate: { maxFreezeDays: 60, maxArrangementCents: 75_000, mayWaiveSurcharge: false, escalatesTo: 'WMH-M2' },
    },
    {
      id: 'WMH-M2',
      name: 'Karim Benali',
      position: 'Teamleider Wmo',
      phone: '038 000 32 02',
      email: 'k.benali@wmo.hanzestad.example',
      hours: 'ma en wo 9.00–17.00',
      mandate: {
        maxFreezeDays: 180,
        maxArrangementCents: 500_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
};
