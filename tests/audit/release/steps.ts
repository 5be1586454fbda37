import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { activity } from '../../enforcement/ask-about.ts';
import { slowRecording } from '../../support/fact-history.ts';
import type { StatementFate } from '../../support/statement-proxy.ts';
import { actNames, type Change, change, sqlChanges } from './changes.ts';
import type { GatedWorld, TracedAnswer } from './gated-world.ts';
import { type ClientKey, clientId, clientKeys } from './standing.ts';

const partner = '__typename organisation { __typename oin name }';
const dossier = `${partner} reference debts { __typename id outstandingCents }`;
const selections = {
  little: '__typename id name { __typename full }',
  whole: `__typename id name { __typename full } case { __typename summary } housing { ${dossier} }
    insurance { ${dossier} } cjib { ${dossier} } wmo { ${partner} debts { __typename id } }
    workAndIncome { ${dossier} } overview { __typename totals { __typename debts } missing { __typename reason } }`,
  household: `__typename id household { __typename id name { __typename full } housing { ${dossier} } }
    housing { ${dossier} } access { __typename category allowed reason }`,
} as const;
const caseload = `{ teams { __typename clients { __typename id name { __typename full } cjib { ${dossier} } } } }`;

/** Someone asks. */
export interface Asking {
  as: string;
  purpose: string;
  client: ClientKey;
  selection: keyof typeof selections | 'caseload';
}

/** One step of an interleaving. */
export type Step =
  | { step: 'ask'; asking: Asking }
  /** A partner answers; from now on all partners answer. */
  | { step: 'answer'; place: number }
  | { step: 'open' }
  /** Something changes: at once with what comes next, or before it. */
  | { step: 'change'; change: Change; isWaitedFor: boolean }
  /** What becomes of the next statement that records. */
  | { step: 'log'; fate: StatementFate }
  | { step: 'wait'; milliseconds: number };

const client = fc.constantFrom(...clientKeys, 'natasja', 'peter');
const asking: fc.Arbitrary<Asking> = fc.record({
  as: fc.constantFrom('sanne', 'sanne', 'bilal', 'joost', 'marijke'),
  purpose: fc.constantFrom(
    'debt-assistance',
    'debt-assistance',
    'debt-assistance',
    'social-support',
    'emergency-access',
  ),
  client,
  selection: fc.constantFrom('whole', 'whole', 'little', 'household', 'caseload'),
});
const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ by: fc.constant('sql'), what: fc.constantFrom(...sqlChanges), client }) },
  {
    weight: 1,
    arbitrary: fc.record({
      by: fc.constant('act'),
      what: fc.constantFrom(...actNames),
      client,
      as: fc.constantFrom('sanne', 'bilal', 'marijke'),
      sees: fc.constantFrom(null, selections.little, selections.whole),
    }),
  },
);
const changing = fc.record({ step: fc.constant('change'), change: changes, isWaitedFor: fc.boolean() });
const whileHeld = fc.oneof(
  { weight: 3, arbitrary: fc.record({ step: fc.constant('answer'), place: fc.nat(20) }) },
  { weight: 3, arbitrary: changing },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('ask'), asking }) },
) as fc.Arbitrary<Step>;
const fates = fc.constantFrom<StatementFate>('passes', 'passes', 'passes', 'is lost', 'is done and its answer lost');
const whileRecorded = fc.oneof(
  { weight: 4, arbitrary: changing },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('wait'), milliseconds: fc.nat(25) }) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('ask'), asking }) },
) as fc.Arbitrary<Step>;

/** What happens, in order. */
export interface Script {
  /** How long recording takes between its look at the facts and its commit, in milliseconds. */
  slowness: number;
  steps: readonly Step[];
}

/** One to four people ask; things change while partners are asked, and while it is recorded. */
export const scripts: fc.Arbitrary<Script> = fc.record({
  slowness: fc.constantFrom(0, 20, 60),
  steps: fc
    .tuple(
      fc.array(asking, { minLength: 1, maxLength: 4 }),
      fc.array(whileHeld, { maxLength: 8 }),
      fates,
      fc.array(whileRecorded, { maxLength: 8 }),
    )
    .map(([first, held, fate, recorded]) => [
      ...first.map((each): Step => ({ step: 'ask', asking: each })),
      ...held,
      { step: 'log', fate } as const,
      { step: 'open' } as const,
      ...recorded,
    ]),
});

/** Plays the steps, lets all end, and gives all answers that were given. */
export async function play(gated: GatedWorld, { slowness, steps }: Script): Promise<TracedAnswer[]> {
  const { gate, log, owner } = gated;
  const answers: Promise<TracedAnswer | null>[] = [];
  await slowRecording(owner, slowness);
  gate.close();
  for (const each of steps) {
    if (each.step === 'ask') {
      const answer = ask(gated, each.asking);
      answers.push(answer);
      await Promise.race([answer, gate.held()]);
    } else if (each.step === 'open') gate.open();
    else if (each.step === 'answer') gate.letThrough(each.place);
    else if (each.step === 'change') {
      const done = change(gated, each.change);
      answers.push(done);
      // An act may be held at a partner, for what it shows after it.
      if (each.isWaitedFor) await Promise.race([done, gate.held()]);
    } else if (each.step === 'log') log.next(each.fate);
    else await sleep(each.milliseconds);
  }
  const all = await Promise.all(answers);
  log.next('passes');
  return all.filter((answer) => answer !== null);
}

function ask(gated: GatedWorld, { as, purpose, client: key, selection }: Asking): Promise<TracedAnswer> {
  const named = { as, purpose: activity(purpose) };
  if (selection === 'caseload') return gated.ask(caseload, named);
  const query = `query ($id: ID!) { client(id: $id) { ${selections[selection]} } }`;
  return gated.ask(query, { ...named, variables: { id: clientId(key) } });
}
