/** A process of its own: the subgraphs of the product's supergraph, at `/<role>`, with canned answers. */

import { serveBenchProcess } from '../children/serve-bench-process.ts';
import { dossierRoles } from '../client-view.ts';
import { cannedRole } from './canned-role.ts';
import { createCannedServer } from './canned-server.ts';

const roles = (['casework', ...dossierRoles] as const).map((role) => {
  const answer = cannedRole(role);
  return [`/${role}`, (body: string) => answer(JSON.parse(body))] as const;
});
let delayMs = 0;
const server = createCannedServer(new Map(roles), () => delayMs);
await serveBenchProcess(server, {
  delay: (ms) => {
    delayMs = ms;
  },
});
