import { fileURLToPath } from 'node:url';
import { type QuestionServices, questionServices } from '../../../gateway/audit/questions/question-services.ts';
import { loadRegister } from '../../../gateway/consent/load-register.ts';
import { readOrganisations } from '../../../schema/organisations.ts';
import { createDatabase } from '../../support/database.ts';
import { type BuiltLog, buildLog, logSecret } from './log-builder.ts';

const schemaFile = (name: string) => fileURLToPath(new URL(`../../../schema/${name}`, import.meta.url));

/** A log, and what answers questions to it. */
export interface QuestionWorld extends AsyncDisposable {
  databaseUrl: string;
  log: BuiltLog;
  services: QuestionServices;
}

/** @param options.now what the time is, ISO 8601; default: what it is */
export async function createQuestionWorld(
  options: { now?: string; secret?: string; limitMs?: number } = {},
): Promise<QuestionWorld> {
  await using started = new AsyncDisposableStack();
  const { url: databaseUrl } = started.use(await createDatabase());
  const log = started.use(await buildLog(databaseUrl));
  const { now, secret = logSecret, limitMs } = options;
  const services = questionServices({
    databaseUrl,
    pseudonymSecret: secret,
    register: loadRegister(schemaFile('processing-register.yaml')),
    organisations: readOrganisations(schemaFile('organisations.yaml')),
    ...(limitMs === undefined ? {} : { limitMs }),
    ...(now === undefined ? {} : { now: () => Date.parse(now) }),
  });
  started.defer(() => services.log.close());
  const all = started.move();
  return { databaseUrl, log, services, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
