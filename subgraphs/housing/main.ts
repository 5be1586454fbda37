import { runSubgraph } from '../kit/entry.ts';
import { housing } from './service.ts';

await runSubgraph(housing, process.env);
