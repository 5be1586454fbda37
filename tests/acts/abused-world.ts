import type pg from 'pg';
import { expect } from 'vitest';
import { oins, personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, type World } from '../support/world.ts';
import { type ActName, inDays, perform } from './doing.ts';
import { createFirstStates } from './first-states.ts';
import { requestsOf } from './seeing.ts';
import { butAsked, connectOwner, readStores } from './stores.ts';

export const clientIdOf = (person: string) => personByKey(person).id;

/** Of nobody and nothing. */
export const noId = '10000000-0000-4000-8000-000000000000';

/** A request that can be made, for Ria at her landlord unless it says otherwise. */
export const freeze = (more: Record<string, unknown> = {}) => ({
  clientId: clientIdOf('ria'),
  oin: oins.vechtoever,
  until: inDays(60),
  reason: 'Rust om een plan te maken.',
  ...more,
});

/** A proposal that can be made, for Ria at her landlord unless it says otherwise. */
export const arrangement = (more: Record<string, unknown> = {}) => ({
  clientId: clientIdOf('ria'),
  oin: oins.vechtoever,
  monthlyCents: 5_000,
  instalments: 12,
  firstDueOn: inDays(20),
  reason: 'Een begin.',
  ...more,
});

/** A world in which acts are tried that may not be done, and all that is kept in it. */
export interface AbusedWorld extends AsyncDisposable {
  world: World;
  owner: pg.Client;
  /** Tries it, and expects one typed error and that nothing is otherwise than it was, anywhere. */
  expectRefused(attempt: Attempt): Promise<void>;
}

/** Something that is refused, and why. */
export interface Attempt {
  /** Default `sanne`. */
  as?: string;
  act: ActName;
  input: Record<string, unknown>;
  code: string;
  field: string | null;
}

export async function createAbusedWorld(): Promise<AbusedWorld> {
  const world = await createWorld({ database: () => createFirstStates(3, 4, 5, 11) });
  const owner = await connectOwner(world);
  return {
    world,
    owner,
    expectRefused: (attempt) => expectRefused({ world, owner }, attempt),
    [Symbol.asyncDispose]: async () => {
      await owner.end();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** What organisations are asked, and may not take, casework keeps as something that it asked. */
const askOrganisations: readonly ActName[] = [
  'requestDebtFreeze',
  'proposePaymentArrangement',
  'acceptCounterOffer',
  'withdrawRequest',
];

async function expectRefused(
  { world, owner }: Pick<AbusedWorld, 'world' | 'owner'>,
  { as = 'sanne', act, input, code, field }: Attempt,
): Promise<void> {
  const read = async () => (askOrganisations.includes(act) ? butAsked(await readStores(owner)) : readStores(owner));
  const [before, seenBefore] = [await read(), await requestsOf(world, 'ria')];
  const payload = await perform(world, as, act, input);
  const sentence = expect.stringMatching(/^[A-Z].+[.]$/);
  expect(payload.userErrors).toEqual([{ code, field, message: sentence, messageEn: sentence }]);
  expect(payload.userErrors[0]?.message).not.toBe(payload.userErrors[0]?.messageEn);
  const { client, request = null, pauseButton = null, recordId = null } = payload;
  expect([client ?? null, request, pauseButton, recordId]).toEqual([null, null, null, null]);
  expect(await read()).toEqual(before);
  expect(await requestsOf(world, 'ria')).toEqual(seenBefore);
}
