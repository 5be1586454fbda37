import { expect, test } from 'vitest';
import { createStoreWorld, type StoreWorld } from './store-world.ts';

const clientOf = (number: number) => `10000000-0000-4000-8000-1${String(number).padStart(11, '0')}`;

/** Fifty clients with two consents each, copies of one of the casebook, the second withdrawn. */
async function addClients({ sql }: StoreWorld): Promise<void> {
  for (let number = 0; number < 50; number += 1) {
    const id = clientOf(number);
    await sql(`insert into casework.clients values ($1, 'An', null, 'Eerste', '1980-01-01', null)`, [id]);
    await sql(
      `with copied as (
         insert into casework.consents select (jsonb_populate_record(c, jsonb_build_object(
           'id', gen_random_uuid(), 'client_id', $1::text))).*
         from casework.consents as c, generate_series(1, 2) where c.id = '40000000-0000-4000-8000-000000000007'
         returning id)
       insert into casework.consent_events (consent_id, version, event, occurred_at, actor)
       select id, version, case version when 1 then 'given' else 'withdrawn' end, now(), 'x'
       from copied, generate_series(1, 2) as version`,
      [id],
    );
  }
}

test('the consents of fifty clients take as many statements as those of one', async () => {
  await using world = await createStoreWorld();
  await addClients(world);
  const query =
    'query ($ids: [ID!]!) { clients(ids: $ids) { consents { state source { name } events { kind } representative { name } } } }';
  const count = async (clients: number) => {
    world.statements();
    const ids = Array.from({ length: clients }, (_, number) => clientOf(number));
    const { data, errors } = await world.ask(query, { ids });
    expect(errors).toBeUndefined();
    expect(data.clients).toHaveLength(clients);
    const withdrawn = { state: 'WITHDRAWN', source: { name: 'Zorgverzekeraar De Brugwacht' }, representative: null };
    const consent = { ...withdrawn, events: [{ kind: 'GIVEN' }, { kind: 'WITHDRAWN' }] };
    expect(data.clients.at(-1)).toEqual({ consents: [consent, consent] });
    return world.statements();
  };
  const one = await count(1);
  // clients, consents, their events, their sources
  expect(one).toHaveLength(4);
  expect((await count(50)).toSorted()).toEqual(one.toSorted());
});
