import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { oins } from '../../subgraphs/casebook/people.ts';
import { createWorld } from '../support/world.ts';
import { bsnOf, clientId, confirmLink, linkClient, references, refused, rows } from './acts.ts';
import { startRecorder } from './recorder.ts';

test('matched: the new dossier is in the very next client view', async () => {
  await using world = await createWorld();
  expect(await references(world, 'peter', 'housing')).toEqual([]);
  expect(await linkClient(world, clientId('peter'), 'vechtoever')).toMatchObject({
    client: { id: clientId('peter') },
    outcome: 'MATCHED',
    candidates: [],
    userErrors: [],
  });
  expect(await references(world, 'peter', 'housing')).toEqual(['VO-140377']);
  expect(await references(world, 'joyce', 'insurance')).toEqual([]);
  expect(await linkClient(world, clientId('joyce'), 'lekstroom')).toMatchObject({ outcome: 'MATCHED' });
  expect(await references(world, 'joyce', 'insurance')).toEqual(['LS-30562']);
  expect(await linkClient(world, clientId('peter'), 'vechtoever')).toEqual(
    refused({ code: 'LINKED_ALREADY', field: 'oin' }),
  );
});

test('none: nothing is linked, at the organisation neither', async () => {
  await using world = await createWorld();
  const before = await rows(world, 'select * from housing.subjects order by oin, reference');
  expect(await linkClient(world, clientId('tim'), 'vechtoever')).toMatchObject({
    outcome: 'NONE',
    candidates: [],
    userErrors: [],
  });
  expect(await references(world, 'tim', 'housing')).toEqual([]);
  expect(await rows(world, 'select * from housing.subjects order by oin, reference')).toEqual(before);
});

test('several: none is linked until a person chooses; what was chosen is, and the other is not', async () => {
  await using world = await createWorld();
  const asked = await linkClient(world, clientId('marleen'), 'vechtoever');
  expect(asked).toMatchObject({ outcome: 'SEVERAL', userErrors: [] });
  expect(asked.candidates.map(({ description }) => description)).toEqual([
    'Huurder sinds 2019',
    'Huurder van 2009 tot 2013',
  ]);
  expect(JSON.stringify(asked.candidates)).not.toMatch(/VO-|Vos|1981|9999/);
  expect(await references(world, 'marleen', 'housing')).toEqual([]);
  const again = await linkClient(world, clientId('marleen'), 'vechtoever');
  expect(again.candidates).toEqual(asked.candidates);

  const [chosen] = asked.candidates;
  expect(await confirmLink(world, asked.linkRequestId, randomUUID())).toEqual(
    refused({ code: 'CANDIDATE_UNKNOWN', field: 'candidate' }),
  );
  expect(await confirmLink(world, asked.linkRequestId, chosen?.candidate, { as: 'marijke' })).toEqual(
    refused({ code: 'LINK_REQUEST_UNKNOWN', field: 'linkRequestId' }),
  );
  expect(await confirmLink(world, asked.linkRequestId, chosen?.candidate)).toMatchObject({
    outcome: 'MATCHED',
    userErrors: [],
  });
  expect(await references(world, 'marleen', 'housing')).toEqual(['VO-127714']);
  expect(await confirmLink(world, again.linkRequestId, again.candidates[1]?.candidate)).toEqual(
    refused({ code: 'LINKED_ALREADY', field: 'linkRequestId' }),
  );
});

test('an organisation that is away is said to be, and can be asked later', async () => {
  await using recorder = await startRecorder(oins.vechtoever);
  await using world = await createWorld({ organisation: recorder.organisation });
  const unavailable = refused({ code: 'ORGANISATION_UNAVAILABLE', field: 'oin' });
  const ask = () => linkClient(world, clientId('peter'), 'vechtoever');
  const elsewhere = { location: 'http://127.0.0.1:1/matches' };
  for (const answer of [
    { status: 500, body: '{"outcome":"MATCHED"}' },
    { status: 307, headers: elsewhere, body: '' },
    { status: 200, body: 'no JSON' },
    { status: 200, body: '{"outcome":"PERHAPS"}' },
    { status: 200, body: `{"outcome":"MATCHED","and":"${'x'.repeat(200_000)}"}` },
    { status: 200, body: '{"outcome":"SEVERAL","candidates":[{"candidate":"a","description":"a"}]}' },
    'silence' as const,
  ]) {
    recorder.answerWith(answer);
    expect(await ask()).toEqual(unavailable);
  }
  expect(await references(world, 'peter', 'housing')).toEqual([]);
  recorder.answerWith(null);
  expect(await ask()).toMatchObject({ outcome: 'MATCHED' });
  await world.stop('insurer');
  expect(await linkClient(world, clientId('joyce'), 'lekstroom')).toEqual(unavailable);
});

test('who chose is asked again when the organisation fails to hear it', async () => {
  await using recorder = await startRecorder(oins.vechtoever);
  await using world = await createWorld({ organisation: recorder.organisation });
  const { linkRequestId, candidates } = await linkClient(world, clientId('marleen'), 'vechtoever');
  const confirm = () => confirmLink(world, linkRequestId, candidates[1]?.candidate);
  recorder.answerWith({ status: 503, body: '' });
  expect(await confirm()).toEqual(refused({ code: 'ORGANISATION_UNAVAILABLE', field: 'linkRequestId' }));
  recorder.answerWith(null);
  expect(await confirm()).toMatchObject({ outcome: 'MATCHED' });
  expect(await references(world, 'marleen', 'housing')).toEqual(['VO-071920']);
});

test('an organisation that matched but was not heard gives the same answer when it is asked again', async () => {
  await using world = await createWorld();
  await linkClient(world, clientId('peter'), 'vechtoever');
  await rows(world, 'delete from casework.links where client_id = $1 and oin = $2', [
    clientId('peter'),
    oins.vechtoever,
  ]);
  expect(await linkClient(world, clientId('peter'), 'vechtoever')).toMatchObject({ outcome: 'MATCHED' });
  expect(await references(world, 'peter', 'housing')).toEqual(['VO-140377']);
});

test('a housing corporation is sent no BSN in any byte; an insurer is, and neither learns who asks or for which client id', async () => {
  await using housing = await startRecorder(oins.vechtoever);
  await using insurer = await startRecorder(oins.lekstroom);
  await using world = await createWorld({
    organisation: (organisation) => insurer.organisation(housing.organisation(organisation)),
  });
  await linkClient(world, clientId('peter'), 'vechtoever');
  await linkClient(world, clientId('joyce'), 'lekstroom');
  await linkClient(world, clientId('joyce'), 'elinkhof');
  const [toHousing, ...moreHousing] = housing.calls;
  const [toInsurer, ...moreInsurer] = insurer.calls;
  expect([...moreHousing, ...moreInsurer]).toEqual([]);
  const peter = await bsnOf(world, 'peter');
  const joyce = await bsnOf(world, 'joyce');
  expect(peter).toMatch(/^99999\d{4}$/);
  expect(toHousing?.everything).not.toContain(peter);
  expect(toHousing?.everything.toLowerCase()).not.toContain('bsn');
  expect(JSON.parse(toInsurer?.body ?? '')).toMatchObject({
    attributes: { by: 'bsn', bsn: joyce, birthDate: '1988-07-30' },
  });
  expect(toInsurer?.everything).not.toMatch(/Pinas|9999 X/);
  const all = `${toHousing?.everything}${toInsurer?.everything}`;
  for (const secret of [clientId('peter'), clientId('joyce'), 'Sanne', 'Verhoef', 'team-ondiep', '20000000-0000']) {
    expect(all).not.toContain(secret);
  }
  expect(toHousing?.claims).toMatchObject({
    iss: 'urn:korte-lijnen:casework',
    aud: oins.vechtoever,
    act: { role: 'professional', organisation: oins.casework },
    purpose: 'urn:korte-lijnen:activity:debt-assistance',
    activity: 'urn:korte-lijnen:activity:debt-assistance',
    categories: [],
  });
  expect(world.logged()).not.toContain(joyce);
  const bsns = await rows(world, 'select bsn from housing.subjects where bsn is not null');
  expect(bsns).toEqual([]);
  await expect(rows(world, `update housing.subjects set bsn = '999990019'`)).rejects.toMatchObject({ code: '23514' });
});

test('two organisations never know a client by the same name', async () => {
  await using world = await createWorld();
  const marleen = await linkClient(world, clientId('marleen'), 'vechtoever');
  await confirmLink(world, marleen.linkRequestId, marleen.candidates[0]?.candidate);
  await linkClient(world, clientId('peter'), 'vechtoever');
  await linkClient(world, clientId('joyce'), 'lekstroom');
  const links = await rows(world, 'select oin, pseudonym from casework.links');
  expect(new Set(links.map(({ pseudonym }) => pseudonym)).size).toBe(links.length);
  const kept = await rows(
    world,
    ['housing', 'insurer', 'cjib', 'wmo', 'work_and_income']
      .map((schema) => `select oin, pseudonym from ${schema}.subjects where pseudonym is not null`)
      .join(' union all '),
  );
  const text = ({ oin, pseudonym }: Record<string, unknown>) => `${oin} ${pseudonym}`;
  expect(kept.map(text).toSorted()).toEqual(links.map(text).toSorted());
});
