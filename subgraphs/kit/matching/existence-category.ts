import type { RoleName } from '../wire.ts';

/** The category that it falls under that an organisation of this role knows someone. At two of them it is special by itself. */
export function existenceCategory(role: RoleName): 'dossier' | 'care' | 'penal' {
  if (role === 'wmo') return 'care';
  return role === 'cjib' ? 'penal' : 'dossier';
}
