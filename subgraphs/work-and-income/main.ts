import { runSubgraph } from '../kit/entry.ts';
import { workAndIncome } from './service.ts';

await runSubgraph(workAndIncome, process.env);
