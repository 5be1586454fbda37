import { runSubgraph } from '../kit/entry.ts';
import { insurer } from './service.ts';

await runSubgraph(insurer, process.env);
