import { parseArgs } from 'node:util';
import { say, UsageError, type Command, type CommandCall } from './commands/command.ts';
import { dataCommands } from './commands/data-commands.ts';
import { reasonFor } from './commands/refusals.ts';
import { runDataCommand } from './commands/run.ts';
import { service } from './commands/service.ts';
import { start } from './commands/start.ts';
import { rehearse, verify } from './commands/verify.ts';
import { thisMachine } from './machine.ts';
import { ConfigError } from './ops/config.ts';
import { fromCaller } from './ops/paths.ts';
import { VERSION } from './version.ts';

const commands: Readonly<Record<string, Command>> = {
  start,
  service,
  ...dataCommands,
  verify,
  rehearse,
};

const common = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
type Options = Record<string, { type: 'string' | 'boolean' }>;

const everyOption: Options = Object.assign(
  {},
  ...Object.values(commands).map((command) => command.options ?? {}),
  common,
);

function help(shown: readonly Command[]): string {
  const lines = shown.flatMap(({ usage, summary }) =>
    usage.split('\n').map((form, at) => [form, at === 0 ? summary : '']),
  );
  const width = Math.max(...lines.map(([form = '']) => form.length));
  return [
    `xinhang ${VERSION}`,
    '',
    ...lines.map(([form = '', about = '']) =>
      `  xinhang ${form.padEnd(width)}   ${about}`.trimEnd(),
    ),
    '',
    '  --data DIR   data directory (XINHANG_DATA, or ./data)',
    '  --json       one JSON object instead of text',
    '  --help       this text',
  ].join('\n');
}

async function run(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: everyOption,
  });
  const [name, ...words] = positionals;
  if (name === undefined) return say(help(Object.values(commands)));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".`);
  if (values['help']) return say(help([command]));
  const own: Options = { ...common, ...command.options };
  for (const option of Object.keys(values)) {
    if (!Object.hasOwn(own, option)) throw new UsageError(`"${name}" takes no --${option}.`);
  }
  const data = typeof values['data'] === 'string' ? values['data'] : process.env['XINHANG_DATA'];
  const call: CommandCall = {
    words,
    options: values,
    data: fromCaller(data || './data'),
    json: values['json'] === true,
    machine: thisMachine,
  };
  if (command.mode === 'process') await command.run(call);
  else await runDataCommand(name, command, call);
}

/** The command line. Sets the exit code: 0 done, 1 not done, 2 wrongly typed. */
export async function main(argv: string[]): Promise<void> {
  try {
    await run(argv);
  } catch (error) {
    const code = (error as { code?: string } | null)?.code;
    const typed = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS');
    const usage = typed || error instanceof ConfigError;
    process.stderr.write(`xinhang: ${reasonFor(error)}${typed ? ' See xinhang --help.' : ''}\n`);
    process.exitCode = usage ? 2 : 1;
  }
}
