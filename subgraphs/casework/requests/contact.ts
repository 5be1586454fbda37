import type { CaseworkContext } from '../context.ts';

/** `RequestContact` of the schema. */
export interface RequestContact {
  name: string;
  phone: string;
  email: string | null;
  hours: string | null;
}

/** Whom to call at an organisation: the contact that it named last, else its own number; null where neither is known. */
export async function contactOf(oin: string, { load, organisations }: CaseworkContext): Promise<RequestContact | null> {
  const [known] = await load.knownContacts.load(oin);
  if (known) return known;
  const { name, phone } = organisations.find((each) => each.oin === oin) ?? {};
  return name && phone ? { name, phone, email: null, hours: null } : null;
}
