import { loginOf } from '../casebook/logins.ts';
import type { OrganisationName } from '../casebook/people.ts';
import type { ContactPersonRecord } from '../kit/contract/records.ts';

/** The fixed contact persons of Werk & Inkomen; all invented. */
export const workAndIncomeContactPersons: Partial<Record<OrganisationName, readonly ContactPersonRecord[]>> = {
  incomeDomstad: [
    {
      id: 'WID-M1',
      name: 'Gijs Bakhuis',
      position: 'Klantmanager inkomen',
      phone: '030 000 21 01',
      email: 'g.bakhuis@wi.domstad.example',
      hours: 'ma t/m vr 9.00–12.00',
      login: loginOf(8),
      deputy: 'WID-M2',
      mandate: { maxFreezeDays: 90, maxArrangementCents: 200_000, mayWaiveSurcharge: false, escalatesTo: 'WID-M3' },
    },
    {
      id: 'WID-M2',
      name: 'Erik Boonstra',
      position: 'Klantmanager inkomen',
      phone: '030 000 21 02',
      email: 'e.boonstra@wi.domstad.example',
      hours: 'ma, di en do 9.00–17.00',
      deputy: 'WID-M1',
      mandate: { maxFreezeDays: 90, maxArrangementCents: 200_000, mayWaiveSurcharge: false, escalatesTo: 'WID-M3' },
    },
    {
      id: 'WID-M3',
      name: 'Wendela Groot',
      position: 'Kwaliteitsmedewerker terugvordering',
      phone: '030 000 21 03',
      email: 'w.groot@wi.domstad.example',
      hours: 'wo en vr 9.00–16.00',
      login: loginOf(21),
      mandate: {
        maxFreezeDays: 240,
        maxArrangementCents: 2_000_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
  incomeHanzestad: [
    {
      id: 'WIH-M1',
      name: 'Anouk ter Horst',
      position: 'Consulent inkomen',
      phone: '038 000 22 01',
      email: 'a.terhorst@wi.hanzestad.example',
      hours: 'ma t/m do 9.00–17.00',
      deputy: 'WIH-M2',
      mandate: { maxFreezeDays: 60, maxArrangementCents: 150_000, mayWaiveSurcharge: false, escalatesTo: 'WIH-M2' },
    },
    {
      id: 'WIH-M2',
      name: 'Dirk Veltman',
      position: 'Teamleider inkomen',
      phone: '038 000 22 02',
      email: 'd.veltman@wi.hanzestad.example',
      hours: 'di en do 10.00–16.00',
      deputy: 'WIH-M1',
      mandate: {
        maxFreezeDays: 240,
        maxArrangementCents: 1_500_000,
        mayWaiveSurcharge: true,
        exceptions: ['EARLIER_ARRANGEMENT_FAILED', 'BELOW_MINIMUM'],
      },
    },
  ],
};
