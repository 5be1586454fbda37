import type { RoleName } from '../subgraphs/kit/wire.ts';

/** Why the roles' schemas do not make a supergraph that may be used. */
export interface SchemaFault {
  /** Stable; a composition error's is Apollo's own. */
  code: string;
  message: string;
  /** What to do about it. */
  hint: string;
  /** Null when it is not one role's. */
  role: RoleName | null;
}
