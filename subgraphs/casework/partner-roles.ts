import type { RoleName } from '../kit/wire.ts';

/** A role that keeps dossiers on clients: every role but the wijkteam's own. */
export type PartnerRole = Exclude<RoleName, 'casework'>;

/** What one role is called in the graph. */
interface RoleInGraph {
  role: PartnerRole;
  /** The field of `Client` with the role's dossiers. */
  field: 'workAndIncome' | 'wmo' | 'housing' | 'insurance' | 'cjib';
  /** The value of the enum `Role`. */
  value: 'WORK_AND_INCOME' | 'WMO' | 'HOUSING' | 'INSURER' | 'CJIB';
  /** The concrete type of `Partner`. */
  typename: 'WorkAndIncomeOffice' | 'WmoDesk' | 'HousingCorporation' | 'HealthInsurer' | 'JudicialCollectionAgency';
}

export type DossierField = RoleInGraph['field'];
export type RoleValue = RoleInGraph['value'];

/** The partner roles, in the order in which an overview names them. */
export const partnerRoles: readonly RoleInGraph[] = [
  { role: 'work-and-income', field: 'workAndIncome', value: 'WORK_AND_INCOME', typename: 'WorkAndIncomeOffice' },
  { role: 'wmo', field: 'wmo', value: 'WMO', typename: 'WmoDesk' },
  { role: 'housing', field: 'housing', value: 'HOUSING', typename: 'HousingCorporation' },
  { role: 'insurer', field: 'insurance', value: 'INSURER', typename: 'HealthInsurer' },
  { role: 'cjib', field: 'cjib', value: 'CJIB', typename: 'JudicialCollectionAgency' },
];

/** A partner as casework knows it; the role's own subgraph adds the contact persons. */
export interface PartnerStub {
  __typename: RoleInGraph['typename'];
  oin: string;
  name: string;
}

/** How the graph names `role`; undefined for a role that keeps no dossiers. */
export function roleInGraph(role: string): RoleInGraph | undefined {
  return partnerRoles.find((candidate) => candidate.role === role);
}

/** The role that a value of the enum `Role` names. */
export function roleOfValue(value: RoleValue): PartnerRole {
  const known = partnerRoles.find((candidate) => candidate.value === value);
  if (!known) throw new Error('casework: a value that the enum Role does not have');
  return known.role;
}

/** The stub of an organisation in the graph. Throws on a role that keeps no dossiers: the store holds none. */
export function partnerStub(organisation: { oin: string; role: PartnerRole; name: string }): PartnerStub {
  const known = roleInGraph(organisation.role);
  if (!known) throw new Error('casework: an organisation without a partner role');
  return { __typename: known.typename, oin: organisation.oin, name: organisation.name };
}
