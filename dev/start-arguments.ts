import { parseArgs } from 'node:util';

export interface StartArguments {
  help: boolean;
  organisationsFile: string;
  dataDir: string;
  identityPort: number;
}

export const usage = `npm start [-- OPTIONS]

Starts the whole set on this machine: PostgreSQL, the casebook, the identity provider, six subgraphs and the gateway.
Ctrl-C ends it.

  --organisations FILE   who takes part (default: schema/organisations.yaml)
  --data DIR             where PostgreSQL and the keys are kept (default: .data)
  --identity-port PORT   of the identity provider (default: 4100)
  --help                 this text

Environment: PORT of the gateway (default 4000); DATABASE_URL of a PostgreSQL to use instead of the embedded one, as owner
of its database. The subgraphs listen where the organisations file says.
`;

/** What the command line asks, or what is wrong with it. */
export function parseStartArguments(args: readonly string[]): StartArguments | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        organisations: { type: 'string', default: 'schema/organisations.yaml' },
        data: { type: 'string', default: '.data' },
        'identity-port': { type: 'string', default: '4100' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const identityPort = Number(values['identity-port']);
    if (!Number.isInteger(identityPort) || identityPort < 1 || identityPort > 65_535) {
      return { wrong: `--identity-port: expected a port, 1 to 65535, found "${values['identity-port']}"` };
    }
    return { help: values.help, organisationsFile: values.organisations, dataDir: values.data, identityPort };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
