/** The product's own gateway, composed as it is when it is started, over the canned subgraphs. */

import { join } from 'node:path';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { createGateway } from '../../gateway/gateway.ts';
import { createOperatorsLog } from '../../gateway/operators-log.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { generateCallKeys } from '../../signed-calls/call-keys.ts';
import { benchSettings, type FullSettings } from '../children/bench-settings.ts';
import { answerBench } from '../children/serve-bench-process.ts';
import { schemaFile } from '../schema-file.ts';

const { subgraphsUrl, supergraphSdl, databaseUrl, issuer, directory } = benchSettings<FullSettings>();

const organisations = readOrganisations(schemaFile('organisations.yaml')).map((organisation) => ({
  ...organisation,
  url: `${subgraphsUrl}/${organisation.role}`,
  // On a busy machine a gateway that takes long must not look like partners that do.
  timeoutMs: 30_000,
}));
const { url } = await createGateway({
  host: '127.0.0.1',
  port: 0,
  databaseUrl,
  issuer,
  audience: 'urn:korte-lijnen:gateway',
  organisations,
  supergraph: { sdl: supergraphSdl },
  register: loadRegister(schemaFile('processing-register.yaml')),
  explorable: false,
  callKeys: generateCallKeys(),
  audit: {
    pseudonymSecret: 'who is who in the log of the bench',
    keys: generateCallKeys(),
    checkpointFile: join(directory, 'checkpoints.jsonl'),
  },
  log: createOperatorsLog('info'),
});
answerBench(url);
