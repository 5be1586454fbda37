import { join } from 'node:path';
import { visit } from 'graphql';
import { expect, test } from 'vitest';
import { loadRegister } from '../../gateway/consent/load-register.ts';
import { personalCategories } from '../../schema/categories.ts';
import { readOrganisations } from '../../schema/organisations.ts';
import { policyCategories } from '../../schema/policy-directive.ts';
import { committedRegister, type ProcessingRegister, readRegister } from '../../schema/register.ts';
import { specialCategories } from '../../schema/register-form.ts';
import { registerLines } from '../../schema/register-lines.ts';
import { readRoleDocument } from '../../schema/role-document.ts';
import { roleNames } from '../../subgraphs/kit/wire.ts';

const register = readRegister(committedRegister);

const schemas = join(import.meta.dirname, '../../schema');

const ids = register.activities.map(({ id }) => id);

test('the activities of the law table, one emergency, the oversight and the answering of requests', () => {
  const names = ['debt-assistance', 'social-support', 'early-signal', 'eviction-prevention', 'income-support'];
  const others = ['emergency-access', 'oversight', 'request-handling'];
  expect(ids).toEqual([...names, ...others].map((name) => `urn:korte-lijnen:activity:${name}`));
  expect(register.activities.filter(({ emergency }) => emergency).map(({ id }) => id)).toEqual(ids.slice(5, 6));
  expect(register.activities.filter(({ oversight }) => oversight).map(({ id }) => id)).toEqual(ids.slice(6, 7));
  expect(register.activities.filter(({ requests }) => requests).map(({ id }) => id)).toEqual(ids.slice(7));
});

test('the controllers are organisations that take part', () => {
  const oins = readOrganisations(join(schemas, 'organisations.yaml')).map(({ oin, name }) => `${oin} ${name}`);
  for (const { controller } of register.activities) expect(oins).toContain(`${controller.oin} ${controller.name}`);
});

/** The categories that a role's schema names. */
function categoriesOf(role: (typeof roleNames)[number]): Set<string> {
  const read = readRoleDocument(schemas, role);
  if (!('document' in read)) throw new Error(`${role}: no schema`);
  const found = new Set<string>();
  const add = (node: Parameters<typeof policyCategories>[0]) => {
    for (const category of policyCategories(node)) found.add(category);
  };
  visit(read.document, { FieldDefinition: add, ObjectTypeDefinition: add });
  return found;
}

test.each(roleNames.filter((role) => role !== 'casework'))(
  'no line asks of %s what its schema does not have',
  (role) => {
    const had = categoriesOf(role);
    const asked = registerLines(register).filter(({ source }) => source === role);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ category }) => !had.has(category))).toEqual([]);
  },
);

test('in an emergency every category that a source has can be opened', () => {
  const emergency = registerLines(register).filter(({ activity }) => activity.emergency);
  for (const role of roleNames.filter((name) => name !== 'casework')) {
    const had = [...categoriesOf(role)].filter((category) => personalCategories.some((name) => name === category));
    const open = emergency.filter(({ source }) => source === role).map(({ category }) => category);
    // The gateway's name for a client is casework's to give.
    expect(open.toSorted()).toEqual(had.filter((category) => category !== 'case').toSorted());
  }
});

test('special data are allowed by a rule that names them so, and all of the CJIB is', () => {
  for (const line of registerLines(register)) {
    if (specialCategories.has(line.category) || line.source === 'cjib') expect(line.special).toBe(true);
  }
});

test('a register that was read cannot be changed', () => {
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
  expect(isFrozen(register)).toBe(true);
});

test('the gateway loads the same register', () => {
  const loaded: ProcessingRegister = loadRegister(committedRegister);
  expect(loaded).toEqual(register);
});
