import type { ActivityName } from './fixtures.ts';

/** What, besides the purpose, must be true before a line of the register lets anything through. */
export type Opener = 'case' | 'consent' | 'emergency';

interface Expected {
  source: string;
  opener: Opener;
  categories: readonly string[];
}

const contract = ['contact-persons', 'debts', 'debt-freezes', 'payment-arrangements'];

const ownDossier = ['identity', 'household', 'case', 'consents', ...contract];

/**
 * The register as a lawyer would say it, written by hand from the law and not from the file: who reads that file and who
 * reads this must come to the same. A line that stands in one of them only, fails.
 */
const expected: Readonly<Record<ActivityName, readonly Expected[]>> = {
  'debt-assistance': [
    { source: 'casework', opener: 'case', categories: ownDossier },
    { source: 'work-and-income', opener: 'case', categories: ['dossier', ...contract, 'income'] },
    { source: 'wmo', opener: 'case', categories: [...contract, 'care'] },
    { source: 'housing', opener: 'case', categories: ['dossier', ...contract, 'tenancy'] },
    { source: 'insurer', opener: 'case', categories: ['dossier', ...contract, 'insurance'] },
    { source: 'cjib', opener: 'consent', categories: [...contract, 'penal'] },
  ],
  'social-support': [
    { source: 'casework', opener: 'case', categories: ['identity', 'household', 'case', 'consents'] },
    { source: 'casework', opener: 'consent', categories: contract },
    { source: 'work-and-income', opener: 'consent', categories: ['dossier', ...contract, 'income'] },
    { source: 'wmo', opener: 'case', categories: [...contract, 'care'] },
    { source: 'insurer', opener: 'consent', categories: ['dossier', ...contract, 'insurance'] },
  ],
  'early-signal': [
    { source: 'casework', opener: 'case', categories: ['identity', 'case'] },
    { source: 'housing', opener: 'case', categories: ['dossier', 'contact-persons', 'debts'] },
    { source: 'insurer', opener: 'case', categories: ['dossier', 'contact-persons', 'debts'] },
  ],
  'eviction-prevention': [
    { source: 'casework', opener: 'case', categories: ownDossier },
    { source: 'housing', opener: 'case', categories: ['dossier', ...contract, 'tenancy'] },
    { source: 'work-and-income', opener: 'case', categories: ['dossier', ...contract, 'income'] },
    { source: 'wmo', opener: 'consent', categories: [...contract, 'care'] },
    { source: 'insurer', opener: 'consent', categories: ['dossier', ...contract, 'insurance'] },
    { source: 'cjib', opener: 'consent', categories: [...contract, 'penal'] },
  ],
  'income-support': [
    { source: 'casework', opener: 'case', categories: ['identity', 'household', 'case'] },
    { source: 'work-and-income', opener: 'case', categories: ['dossier', ...contract, 'income'] },
    { source: 'housing', opener: 'case', categories: ['dossier', 'contact-persons', 'tenancy'] },
    { source: 'insurer', opener: 'case', categories: ['dossier', 'contact-persons', 'insurance'] },
  ],
  'emergency-access': [
    { source: 'casework', opener: 'emergency', categories: ownDossier },
    { source: 'work-and-income', opener: 'emergency', categories: ['dossier', ...contract, 'income'] },
    { source: 'wmo', opener: 'emergency', categories: [...contract, 'care'] },
    { source: 'housing', opener: 'emergency', categories: ['dossier', ...contract, 'tenancy'] },
    { source: 'insurer', opener: 'emergency', categories: ['dossier', ...contract, 'insurance'] },
    { source: 'cjib', opener: 'emergency', categories: [...contract, 'penal'] },
  ],
};

/** The lines by `activity source category`. */
export const expectedLines: ReadonlyMap<string, Opener> = new Map(
  Object.entries(expected).flatMap(([activity, sources]) =>
    sources.flatMap(({ source, opener, categories }) =>
      categories.map((category) => [`${activity} ${source} ${category}`, opener] as const),
    ),
  ),
);
