import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Audit } from '../../gateway/audit/audit.ts';
import { type OpenAudit, openAudit } from '../../gateway/audit/open-audit.ts';
import type { Release } from '../../gateway/audit/release.ts';
import { FactsCache } from '../../gateway/consent/facts-cache.ts';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { RegisterAccess } from '../../gateway/consent/register-access.ts';
import { createFederationGateway, type FederationGatewayOptions } from '../../gateway/federation-gateway.ts';
import { createGraphqlServer } from '../../gateway/http/graphql-server.ts';
import type { RequestContext } from '../../gateway/http/request-context.ts';
import { newTraceContext } from '../../gateway/http/trace-context.ts';
import { createHttpCaller } from '../../gateway/partners/http-caller.ts';
import { connectDatabase } from '../../gateway/store/database.ts';
import { databaseFacts } from '../../gateway/store/facts.ts';
import type { ProcessingRegister } from '../../schema/register.ts';
import { createCallSigner } from '../../signed-calls/sign-call.ts';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { schemaFile } from '../schema-file.ts';
import { type CasebookSet, startCasebookSet } from './casebook-set.ts';
import { type Measured, type Mode, measure } from './measure.ts';
import { replaying } from './replay.ts';

const usage = `npm run bench -- stages [--requests N] [--json]

Measures what deciding, signing and recording add to the gateway's CPU for case 5's client view, in one run: the same request,
the same answers of the organisations (played back), sixteen at once, everything allowed and unsigned as the measure of 1. What is
recorded goes to a real PostgreSQL. At the end what recording costs: noting while it runs, and writing its lines.

  --requests N   a round and mode (default: 500)
  --json         print the figures alone
`;

const context: Omit<RequestContext, 'trace'> = {
  actor: {
    subject: '20000000-0000-4000-8000-000000000001',
    name: 'Sanne Verhoef',
    team: 'team-ondiep',
    role: 'professional',
    organisation: '00000099000000001000',
  },
  purpose: 'urn:korte-lijnen:activity:debt-assistance',
  requestId: randomUUID(),
  signal: new AbortController().signal,
};

const query = readFileSync(new URL('../../dev/client-view.graphql', import.meta.url), 'utf8');
const log = pino({ level: 'silent' });

async function modeOf(
  set: CasebookSet,
  mode: string,
  options: Partial<FederationGatewayOptions>,
  stack: AsyncDisposableStack,
): Promise<Mode> {
  const gateway = createFederationGateway({
    supergraph: { file: schemaFile('supergraph.graphql') },
    organisations: set.organisations,
    caller: replaying(createHttpCaller()),
    ...options,
  });
  const server = createGraphqlServer({ gateway, introspection: false, log });
  await server.start();
  stack.defer(() => server.stop());
  const variables = { id: personByKey('natasja').id };
  return {
    mode,
    async run() {
      const { body } = await server.executeOperation(
        { query, variables },
        { contextValue: { ...context, trace: newTraceContext() } },
      );
      if (body.kind !== 'single' || !body.singleResult.data?.client)
        throw new Error(`${mode}: the client view did not come`);
    },
  };
}

async function run(requests: number): Promise<Measured[]> {
  await using stack = new AsyncDisposableStack();
  const set = stack.use(await startCasebookSet());
  const database = connectDatabase(set.databaseUrl);
  stack.defer(() => database.end());
  const facts = new FactsCache(databaseFacts(database));
  // Nothing changes while measuring.
  facts.following(true);
  const register = loadRegister(schemaFile('processing-register.yaml'));
  const access = (asked: RequestContext) => new RegisterAccess(register, facts, asked, Date.now());
  const signCall = createCallSigner(set.keys);
  const linksOf = async (ids: readonly string[]) =>
    new Map([...(await facts.factsOf(ids))].map(([id, { links }]) => [id, links]));
  // Subgraphs answer signed calls only; played back, the same answers serve the unsigned modes too.
  const allowed = { links: { linksOf }, caller: replaying(createHttpCaller()) };
  const decided = { access, caller: replaying(createHttpCaller()) };
  await (await modeOf(set, 'once', { ...allowed, signCall }, stack)).run();
  const signed = await modeOf(set, 'decided, signed', { ...decided, signCall }, stack);
  await signed.run();
  const audit = await openBenchAudit(set, register);
  stack.defer(() => audit.close());
  let release: Release | undefined;
  const noting: Audit = {
    ...audit,
    release: async (given) => {
      release = given;
      await nextTurn();
      return { released: true };
    },
  };
  const noted = await modeOf(set, 'decided, signed, noted', { ...decided, signCall, audit: noting }, stack);
  await noted.run();
  const written: Mode = {
    mode: writingAlone,
    async run() {
      if (!release || !(await audit.release(release)).released) throw new Error('nothing was written');
    },
  };
  const recorded = await modeOf(set, 'decided, signed, recorded', { ...decided, signCall, audit }, stack);
  // Awaited here: what is measured must not be stopped while it runs.
  return await measure(
    [
      await modeOf(set, 'everything allowed, unsigned', allowed, stack),
      await modeOf(set, 'decided, unsigned', decided, stack),
      signed,
      noted,
      recorded,
      written,
    ],
    requests,
  );
}

const writingAlone = 'the lines alone, written';

function openBenchAudit(
  { databaseUrl, keys, directory }: CasebookSet,
  register: ProcessingRegister,
): Promise<OpenAudit> {
  const settings = { pseudonymSecret: 'who is who in the log of the bench', keys };
  return openAudit({
    databaseUrl,
    settings: { ...settings, checkpointFile: join(directory, 'checkpoints.jsonl') },
    register,
    log,
  });
}

// PostgreSQL works beside us meanwhile, and makes all else that is measured then look dearer: what recording costs is what it adds
// while PostgreSQL rests, and what writing takes when that is all there is to do.
function recordingCost(figures: readonly Measured[]): number {
  const of = (name: string) => figures.find(({ mode }) => mode === name)?.cpuMs ?? Number.NaN;
  return of('decided, signed, noted') - of('decided, signed') + of(writingAlone);
}

function print(figures: readonly Measured[]): void {
  const [base] = figures;
  for (const { mode, cpuMs } of figures) {
    console.log(
      `${mode.padEnd(32)} ${cpuMs.toFixed(3)} ms CPU a client view   ${(cpuMs / (base?.cpuMs ?? cpuMs)).toFixed(2)} ×`,
    );
  }
  const cost = recordingCost(figures);
  console.log(`recording: ${cost.toFixed(3)} ms CPU a client view (what noting adds, and writing the lines)`);
}

/** `npm run bench -- stages`. Resolves with the exit code. */
export async function runStages(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '500' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const requests = Number(values.requests);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!Number.isInteger(requests) || requests < 1) {
    console.error(`--requests: expected a whole number of 1 or more, found "${values.requests}"`);
    return 2;
  }
  const figures = await run(requests);
  if (values.json) console.log(JSON.stringify(figures));
  else print(figures);
  return 0;
}
