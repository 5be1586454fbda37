import { expect, test, vi } from 'vitest';
import { run } from './started-set.ts';

// The demo starts a whole set first.
vi.setConfig({ testTimeout: 120_000 });

test('the demo prints case 5 as JSON: all five partners, nothing else on standard output', async () => {
  await using demo = run('demo', ['--json']);
  expect(await demo.ended).toBe(0);
  const { data, errors } = JSON.parse(demo.stdout());
  expect(errors).toBeUndefined();
  for (const role of ['workAndIncome', 'wmo', 'housing', 'insurance', 'cjib']) {
    expect(data.client[role].length, role).toBeGreaterThan(0);
    expect(data.client[role][0].contactPersons[0].mandate.maxFreezeDays, role).toBeGreaterThan(0);
  }
  expect(data.client.housing.map((dossier: { organisation: { name: string } }) => dossier.organisation.name)).toEqual([
    'Woonstichting De Vechtoever',
    'Elinkhof Wonen',
  ]);
  expect(data.client.overview.missing).toEqual([]);
});

test('with a partner down, the view shows the others and names what is missing', async () => {
  await using demo = run('demo', ['--without', 'housing']);
  expect(await demo.ended).toBe(0);
  const text = demo.stdout();
  expect(text).toContain('Natasja de Wit');
  expect(text).toMatch(
    /WONEN\n─+\n {2}NIET GELEVERD {5}Woonstichting De Vechtoever was niet bereikbaar\.\n +Elinkhof Wonen was/,
  );
  expect(text).toMatch(/Ontbreekt +Woonstichting De Vechtoever was niet bereikbaar\./);
  expect(text).toMatch(
    /▸ Werk & Inkomen Domstad[\s\S]*▸ Wmo-loket Domstad[\s\S]*▸ Zorgverzekeraar De Brugwacht[\s\S]*▸ CJIB/,
  );
  expect(demo.stderr()).toContain('· housing            left down, as asked');
});

test.each([
  [['--case', '17'], 'demo: --case: expected a number, 1 to 16, found "17"'],
  [
    ['--without', 'casework'],
    'demo: --without: expected one of work-and-income, wmo, housing, insurer, cjib, found "casework"',
  ],
  [['--wat'], "demo: Unknown option '--wat'"],
])('wrong arguments are named: %j', async (args, message) => {
  await using demo = run('demo', args);
  expect(await demo.ended).toBe(2);
  expect(demo.stdout()).toBe('');
  expect(demo.stderr().split('\n')[0]).toContain(message);
});
