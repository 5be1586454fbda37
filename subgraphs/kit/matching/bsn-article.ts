import type { RoleName } from '../wire.ts';

/**
 * The roles that the law lets process the BSN, each with where it says so (UAVG art. 46). A role that is not here neither gets
 * nor keeps one: a housing corporation may not have it.
 */
const bsnArticles: Partial<Record<RoleName, string>> = {
  'work-and-income': 'Wet SUWI art. 62; Wet algemene bepalingen burgerservicenummer art. 10',
  wmo: 'Wmo 2015 art. 5.2.9',
  insurer: 'Zorgverzekeringswet art. 86',
  cjib: 'Wet algemene bepalingen burgerservicenummer art. 10',
};

/** The article that lets a role process the BSN; undefined where none does. */
export function bsnArticle(role: RoleName): string | undefined {
  return Object.hasOwn(bsnArticles, role) ? bsnArticles[role] : undefined;
}
