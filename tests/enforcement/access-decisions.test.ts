import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personByKey } from '../../subgraphs/casebook/people.ts';
import { createWorld, oinOf, type World } from '../support/world.ts';

interface Decision {
  oin: string;
  category: string;
  allowed: boolean;
  basis: string | null;
  article: string | null;
  consentId: string | null;
  until: string | null;
  reason: string | null;
}

const decisions = `
  query ($id: ID!, $all: Boolean) {
    client(id: $id) {
      who: access(all: $all) { oin organisation role category allowed basis article consentId emergencyAccessId until reason }
    }
  }
`;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

async function accessTo(key: string, options: { all?: boolean; purpose?: string } = {}): Promise<Decision[]> {
  const variables = { id: personByKey(key).id, all: options.all };
  const { data, errors } = await world.ask(decisions, { variables, purpose: options.purpose });
  expect(errors).toBeUndefined();
  return (data as { client: { who: Decision[] } }).client.who;
}

describe('the decisions on a client', () => {
  test('say for every category of every linked organisation whether it may be seen, and why', async () => {
    const listed = await accessTo('natasja');
    const linked = personByKey('natasja').linked.map(oinOf);
    expect(new Set(listed.map(({ oin }) => oin))).toEqual(new Set([oinOf('casework'), ...linked]));
    expect(listed).toContainEqual(
      expect.objectContaining({
        oin: oinOf('wmoDomstad'),
        category: 'care',
        allowed: true,
        basis: 'LEGAL_TASK',
        article: expect.stringContaining('8d'),
        reason: null,
      }),
    );
    for (const { allowed, basis, reason } of listed)
      expect([basis !== null, reason === null]).toEqual([allowed, allowed]);
  });

  test('name the consent relied upon, and until when', async () => {
    const [fines] = (await accessTo('natasja')).filter(
      ({ oin, category }) => oin === oinOf('cjib') && category === 'penal',
    );
    expect(fines).toMatchObject({ allowed: true, basis: 'CONSENT', consentId: expect.any(String) });
  });

  test('name a consent that was withdrawn', async () => {
    const fines = (await accessTo('peter')).filter(({ oin }) => oin === oinOf('cjib'));
    expect(fines.length).toBeGreaterThan(0);
    expect(fines.every(({ allowed, reason }) => !allowed && reason === 'CONSENT_WITHDRAWN')).toBe(true);
  });

  test('agree with what the same request is shown', async () => {
    const purpose = 'urn:korte-lijnen:activity:early-signal';
    const listed = await accessTo('natasja', { purpose });
    const query =
      'query ($id: ID!) { client(id: $id) { housing { organisation { oin } debts { id } tenancy { from } } } }';
    const { data } = await world.ask(query, { variables: { id: personByKey('natasja').id }, purpose });
    const [dossier] = (data as { client: { housing: { debts: unknown; tenancy: unknown }[] } }).client.housing;
    const isAllowed = (category: string) =>
      listed.find((line) => line.oin === oinOf('vechtoever') && line.category === category)?.allowed ?? false;
    expect([dossier?.debts !== null, dossier?.tenancy !== null]).toEqual([isAllowed('debts'), isAllowed('tenancy')]);
    expect([isAllowed('debts'), isAllowed('tenancy')]).toEqual([true, false]);
  });

  test('with `all` list organisations without a link too, as not linked; nobody is asked', async () => {
    world.forget();
    const listed = await accessTo('hakan', { all: true });
    const noorderstad = listed.filter(({ oin }) => oin === oinOf('noorderstad'));
    expect(noorderstad.length).toBeGreaterThan(0);
    expect(new Set(noorderstad.map(({ allowed, reason }) => `${allowed} ${reason}`))).toEqual(
      new Set(['false NOT_LINKED']),
    );
    expect(world.calls.map(({ role }) => role)).toEqual(['casework']);
  });

  test('are not given on a client of another team', async () => {
    const { data, errors } = await world.ask(decisions, { variables: { id: personByKey('yvonne').id } });
    expect(data).toEqual({ client: null });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['NO_CASE_RELATION']);
  });
});
