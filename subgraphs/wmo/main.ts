import { runSubgraph } from '../kit/entry.ts';
import { wmo } from './service.ts';

await runSubgraph(wmo, process.env);
