import { casework } from './casework/service.ts';
import { cjib } from './cjib/service.ts';
import { housing } from './housing/service.ts';
import { insurer } from './insurer/service.ts';
import type { Subgraph } from './kit/service.ts';
import { wmo } from './wmo/service.ts';
import { workAndIncome } from './work-and-income/service.ts';

/** The subgraphs of all roles. */
export const subgraphs: readonly Subgraph[] = [casework, workAndIncome, wmo, housing, insurer, cjib];
