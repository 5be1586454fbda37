import { parseArgs } from 'node:util';
import { casebook } from '../subgraphs/casebook/people.ts';
import { type RoleName, roleNames } from '../subgraphs/kit/wire.ts';

export interface DemoArguments {
  help: boolean;
  json: boolean;
  caseNumber: number;
  without: readonly RoleName[];
}

const partnerRoles = roleNames.filter((role) => role !== 'casework');

export const usage = `npm run demo [-- OPTIONS]

Starts what it needs on free ports, signs in as a professional of the case's team, asks one client's view and prints it.

  --case N          which case of the casebook, 1 to ${casebook.length} (default: 5)
  --without ROLE    with that partner down; may be given more than once: ${partnerRoles.join(', ')}
  --json            print the GraphQL response alone
  --help            this text
`;

/** What the command line asks, or what is wrong with it. */
export function parseDemoArguments(args: readonly string[]): DemoArguments | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        case: { type: 'string', default: '5' },
        without: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const without = partnerRoles.filter((role) => values.without.includes(role));
    const unknown = values.without.find((name) => !partnerRoles.some((role) => role === name));
    if (unknown !== undefined)
      return { wrong: `--without: expected one of ${partnerRoles.join(', ')}, found "${unknown}"` };
    const found = casebook.find(({ number }) => String(number) === values.case);
    if (!found) return { wrong: `--case: expected a number, 1 to ${casebook.length}, found "${values.case}"` };
    return { help: values.help, json: values.json, caseNumber: found.number, without };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
