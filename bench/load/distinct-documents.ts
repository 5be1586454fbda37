import { clientIdOf } from '../client-view.ts';

/** What a document may ask of two partners; each document asks some of it. */
const fields = ['reference', 'debts { id kind outstandingCents }', 'debtFreezes { id status until }'];

/** Bodies with a document each that was never sent before: another choice of fields, under a name of its own. */
export function documentAfterDocument(): () => string {
  let number = 0;
  return () => {
    number += 1;
    const some = (shift: number) => fields.filter((_, index) => ((number >> (shift + index)) & 1) === 1).join(' ');
    const query = `query Asked${number}($id: ID!) { client(id: $id) { id asked${number}: name { full }
      housing { organisation { oin } ${some(0)} } insurance { organisation { name } ${some(3)} } } }`;
    return JSON.stringify({ query, variables: { id: clientIdOf(1) } });
  };
}
