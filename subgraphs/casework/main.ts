import { runSubgraph } from '../kit/entry.ts';
import { configuredCasework } from './configured-casework.ts';
import { casework } from './service.ts';

// Only what is configured can link; it is read at the start, where what is wrong is said.
await runSubgraph({ ...casework, start: (options) => configuredCasework(process.env).start(options) }, process.env);
