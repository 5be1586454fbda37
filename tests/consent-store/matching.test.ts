import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchingAttributes } from '../../subgraphs/casework/links/matching-attributes.ts';
import { partnerRoles } from '../../subgraphs/casework/partner-roles.ts';
import { type KnownSubject, type MatchAttributes, matchSubjects } from '../../subgraphs/kit/matching/match-subjects.ts';

const bsn = fc.stringMatching(/^[0-9]{9}$/);
const date = fc.constantFrom('1980-01-01', '1981-02-03', '2001-12-31');
const address = fc.record({
  postcode: fc.stringMatching(/^[1-9]{4} [A-Z]{2}$/),
  houseNumber: fc.stringMatching(/^[1-9]{1,2}$/),
});
const person = fc.record({
  family: fc.constantFrom('Wit', 'de Wit', 'Çelik', 'Post'),
  birthDate: date,
  address: fc.option(address),
  bsn: fc.option(bsn),
});

const role = fc.constantFrom(...partnerRoles.map((each) => each.role));

describe('what an organisation is sent', () => {
  test('a housing corporation never gets a BSN, whatever is known', () => {
    fc.assert(
      fc.property(person, (someone) => {
        const text = JSON.stringify(matchingAttributes('housing', someone));
        expect(text).not.toContain('bsn');
        if (someone.bsn !== null) expect(text).not.toContain(someone.bsn);
      }),
    );
  });

  test('whoever may have the BSN gets no name and no address with it', () => {
    fc.assert(
      fc.property(role, person, (to, someone) => {
        const sent = matchingAttributes(to, someone);
        const expected =
          to !== 'housing' && someone.bsn !== null
            ? { by: 'bsn', bsn: someone.bsn, birthDate: someone.birthDate }
            : someone.address && {
                by: 'address',
                family: someone.family,
                birthDate: someone.birthDate,
                address: someone.address,
              };
        expect(sent).toEqual(expected);
      }),
    );
  });

  test('attributes that somebody adds to a person are not sent along', () => {
    const known = { family: 'Post', birthDate: '1980-01-01', address: null, bsn: '999990019' };
    expect(matchingAttributes('cjib', { ...known, diagnosis: 'x' } as typeof known)).toEqual({
      by: 'bsn',
      bsn: '999990019',
      birthDate: '1980-01-01',
    });
    expect(matchingAttributes('housing', known)).toBeNull();
  });
});

const subject: fc.Arbitrary<KnownSubject> = fc
  .tuple(
    fc.uuid(),
    person.filter((someone) => someone.address !== null),
  )
  .map(([reference, { address: at, ...someone }]) => ({
    ...someone,
    reference,
    postcode: at?.postcode ?? '',
    houseNumber: at?.houseNumber ?? '',
  }));

const byAddress = ({ family, birthDate, postcode, houseNumber }: KnownSubject): MatchAttributes => ({
  by: 'address',
  family,
  birthDate,
  address: { postcode, houseNumber },
});

describe('what an organisation answers', () => {
  test('one record that agrees in all is matched; two are two, and nobody chooses for them', () => {
    fc.assert(
      fc.property(fc.array(subject), subject, (others, asked) => {
        const strangers = others.filter((other) => other.birthDate !== asked.birthDate);
        const twin = { ...asked, reference: `${asked.reference}-2` };
        expect(matchSubjects(byAddress(asked), strangers)).toEqual({ outcome: 'NONE' });
        expect(matchSubjects(byAddress(asked), [...strangers, asked])).toEqual({
          outcome: 'MATCHED',
          reference: asked.reference,
        });
        expect(matchSubjects(byAddress(asked), [asked, ...strangers, twin])).toEqual({
          outcome: 'SEVERAL',
          references: [asked.reference, twin.reference],
        });
      }),
    );
  });

  test.each(['family', 'birthDate', 'postcode', 'houseNumber'] as const)('another %s is another person', (field) => {
    fc.assert(
      fc.property(subject, (asked) => {
        expect(matchSubjects(byAddress(asked), [{ ...asked, [field]: 'anders' }])).toEqual({ outcome: 'NONE' });
        expect(matchSubjects(byAddress({ ...asked, [field]: '' }), [{ ...asked, [field]: '' }])).toEqual({
          outcome: 'NONE',
        });
      }),
    );
  });

  test('by BSN: the number and the birth date, and a record without number never', () => {
    fc.assert(
      fc.property(subject, bsn, (someone, number) => {
        const asked = { by: 'bsn', bsn: number, birthDate: someone.birthDate } as const;
        expect(matchSubjects(asked, [{ ...someone, bsn: null }])).toEqual({ outcome: 'NONE' });
        expect(matchSubjects(asked, [{ ...someone, bsn: number }])).toMatchObject({ outcome: 'MATCHED' });
        expect(matchSubjects({ ...asked, birthDate: '1900-01-01' }, [{ ...someone, bsn: number }])).toEqual({
          outcome: 'NONE',
        });
      }),
    );
  });

  test('capitals, spaces and accents make no difference', () => {
    const kept = {
      reference: 'x',
      family: 'Çelik',
      birthDate: '1980-01-01',
      postcode: '3551 AB',
      houseNumber: '12 a',
      bsn: null,
    };
    const sent = { ...kept, family: 'celik', postcode: '3551ab', houseNumber: '12A' };
    expect(matchSubjects(byAddress(sent), [kept])).toEqual({ outcome: 'MATCHED', reference: 'x' });
  });
});
