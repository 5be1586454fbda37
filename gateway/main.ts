import { ConfigurationError } from '../schema/configuration-error.ts';
import { readOrganisations } from '../schema/organisations.ts';
import { readCallKeys } from '../signed-calls/call-key-file.ts';
import { type CallKeys, generateCallKeys } from '../signed-calls/call-keys.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { loadRegister } from './consent/load-register.ts';
import { KorteLijnenError } from './errors.ts';
import { createGateway } from './gateway.ts';
import { createOperatorsLog } from './operators-log.ts';
import { readDocuments } from './trusted-documents/documents-setting.ts';

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const log = createOperatorsLog(configuration.logLevel);
  const gateway = await createGateway({
    ...configuration,
    organisations: readOrganisations(configuration.organisationsFile),
    supergraph: { file: configuration.supergraphFile },
    register: loadRegister(configuration.registerFile),
    explorable: !configuration.production,
    callKeys: callKeysOf(configuration),
    trustedDocuments: readDocuments(configuration.trustedDocuments),
    limits: { bodyBytes: configuration.maxBodyBytes },
    audit: { ...configuration.audit, keys: readCallKeys(configuration.audit.keyFile) },
    log,
  });
  console.log(`gateway: up at ${gateway.url}`);
  const close = async (): Promise<void> => {
    await gateway.close();
    process.exit(0);
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}

/** How long a key that was made here signs, in milliseconds: a day. */
const rotateAfterMs = 86_400_000;

function callKeysOf({ callKeyFile }: Configuration): CallKeys {
  if (callKeyFile !== null) return readCallKeys(callKeyFile);
  const keys = generateCallKeys();
  setInterval(() => keys.rotate(), rotateAfterMs).unref();
  return keys;
}

// What a person can mend is one line; anything else is a fault, and shows where it stands.
main().catch((error: unknown) => {
  const known = error instanceof KorteLijnenError || error instanceof ConfigurationError;
  console.error(known ? `gateway: ${error.message}` : error);
  process.exit(1);
});
