import { runSubgraph } from '../kit/entry.ts';
import { casework } from './service.ts';

await runSubgraph(casework, process.env);
