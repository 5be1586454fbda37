import { expect, test } from 'vitest';
import { readConfiguration } from '../../gateway/configuration.ts';
import { ConfigurationError } from '../../schema/configuration-error.ts';

const others = {
  DATABASE_URL: 'postgres://localhost/kl',
  ISSUER: 'https://issuer.example',
  AUDIT_PSEUDONYM_SECRET: 'x'.repeat(32),
  AUDIT_KEY_FILE: 'keys.json',
};
const production = { NODE_ENV: 'production' };
const file = { TRUSTED_DOCUMENTS_FILE: 'documents.json' };

const documentsOf = (variables: Record<string, string>) =>
  readConfiguration({ ...others, ...variables }).trustedDocuments;

test.each<[Record<string, string>, string | null]>([
  [{}, null],
  [file, 'prefer'],
  [{ TRUSTED_DOCUMENTS: 'off' }, null],
  [{ ...file, TRUSTED_DOCUMENTS: 'off' }, null],
  [{ ...file, TRUSTED_DOCUMENTS: 'only' }, 'only'],
  [{ ...file, ...production }, 'only'],
  [{ ...file, ...production, TRUSTED_DOCUMENTS: 'prefer' }, 'prefer'],
  [{ ...production, TRUSTED_DOCUMENTS: 'off' }, null],
])('%j: %s', (variables, policy) => {
  expect(documentsOf(variables)).toEqual(policy && { policy, file: 'documents.json' });
});

test.each<[Record<string, string>, string[]]>([
  [production, ['TRUSTED_DOCUMENTS_FILE', 'npm run trusted-documents', 'TRUSTED_DOCUMENTS=off']],
  [{ TRUSTED_DOCUMENTS: 'only' }, ['TRUSTED_DOCUMENTS_FILE', 'TRUSTED_DOCUMENTS is only']],
  [{ TRUSTED_DOCUMENTS: 'prefer' }, ['TRUSTED_DOCUMENTS_FILE', 'TRUSTED_DOCUMENTS is prefer']],
  [{ ...file, TRUSTED_DOCUMENTS: 'Only' }, ['TRUSTED_DOCUMENTS', 'off', 'prefer', 'only']],
  [{ ...production, TRUSTED_DOCUMENTS: '' }, ['TRUSTED_DOCUMENTS']],
  [{ TRUSTED_DOCUMENTS_FILE: '' }, ['TRUSTED_DOCUMENTS_FILE']],
])('%j: the gateway does not start, and says what to do', (variables, words) => {
  const reading = () => documentsOf(variables);
  expect(reading).toThrow(ConfigurationError);
  for (const word of words) expect(reading).toThrow(word);
});
