import { expect, test } from 'vitest';
import { readActor } from '../../../gateway/identity/actor.ts';

const good = {
  sub: 'subject-1',
  name: 'Test Persoon',
  kl_team: 'team-ondiep',
  kl_role: 'professional',
  kl_organisation: '00000099000000001000',
};

const faults = (claims: object) => {
  const read = readActor({ ...good, ...claims });
  return 'faultyClaims' in read ? read.faultyClaims : [];
};

const homeOf = (address: unknown) => {
  const read = readActor({ ...good, address });
  return 'actor' in read ? (read.actor.home ?? null) : 'refused';
};

test.each(['a\0b', 'a\nb', 'a\u0085b', '\ud800', 'team\u202eabc', 'a\u200bb', 'a\u2028b', '\u0007', 'a\u00adb'])(
  'what would stand in the log may not hide or turn what is read, nor break it: %j',
  (text) => {
    expect(faults({ sub: text })).toEqual(['sub']);
    expect(faults({ kl_team: text })).toEqual(['kl_team']);
  },
);

test('names are people’s own: letters of any script, and the marks that these need', () => {
  for (const name of ['Şükrü Ünal', 'Nguyễn Thị', 'می\u200cخواهم', '李小龍', "d'Ancona"]) {
    expect(faults({ name }), name).toEqual([]);
  }
  expect(faults({ name: 'a\0b' })).toEqual(['name']);
  expect(faults({ sub: '  subject-1  ' })).toEqual([]);
});

test('an optional claim that is malformed is as if it were not there', () => {
  for (const family_name of [42, '', 'a\0b', 'x'.repeat(201), null, ['Smit']]) {
    const read = readActor({ ...good, family_name, address: 'Dorpsstraat 1' });
    expect(read).toEqual({ actor: { ...readActorOf(), familyName: undefined } });
  }
  const read = readActor({ ...good, family_name: ' van Dongen ' });
  expect(read).toMatchObject({ actor: { familyName: 'van Dongen' } });
});

function readActorOf() {
  const read = readActor(good);
  if (!('actor' in read)) throw new Error('the good claims are refused');
  return read.actor;
}

test.each([
  ['Dorpsstraat 12', '12'],
  ['Dorpsstraat 12B', '12B'],
  ['Dorpsstraat 12 bis', '12 bis'],
  ['Dorpsstraat 12-3', '12-3'],
  ['Plein 1944 7', '7'],
  ['Laan van 2e Exloërmond 3\n3e verdieping', '3'],
  ['2e Dwarsstraat 5 ', '5'],
])('the house number of "%s" is %s', (street_address, houseNumber) => {
  expect(homeOf({ street_address, postal_code: '9999 XD' })).toEqual({ postcode: '9999 XD', houseNumber });
});

test('an address without a postcode or a house number is none', () => {
  for (const address of [
    { street_address: 'Dorpsstraat 12' },
    { postal_code: '9999 XD' },
    { street_address: 'Dorpsstraat', postal_code: '9999 XD' },
    { street_address: '', postal_code: '9999 XD' },
    { street_address: `${'a '.repeat(300)}1`, postal_code: '9999 XD' },
    { formatted: 'Dorpsstraat 12, 9999 XD' },
    null,
  ]) {
    expect(homeOf(address), JSON.stringify(address)).toBeNull();
  }
});
