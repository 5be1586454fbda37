import { runSubgraph } from '../kit/entry.ts';
import { cjib } from './service.ts';

await runSubgraph(cjib, process.env);
