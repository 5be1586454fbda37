import { retainLog } from '../../../gateway/audit/retain/retain-log.ts';
import { readCallKeys } from '../../../signed-calls/call-key-file.ts';

// Drops what is past its term, and is killed after the step that it was told.
const { keyFile, checkpointFile, step, ...options } = JSON.parse(process.argv[2] ?? '');
await retainLog({
  ...options,
  settings: { keys: readCallKeys(keyFile), checkpointFile },
  afterStep: (done) => {
    if (done === step) process.kill(process.pid, 'SIGKILL');
  },
});
