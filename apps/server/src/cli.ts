import { parseArgs } from 'node:util';
import { say, UsageError, type Command } from './commands/command.ts';
import { importData } from './commands/import.ts';
import { start } from './commands/start.ts';
import { user } from './commands/user.ts';
import { VERSION } from './version.ts';

const commands: Readonly<Record<string, Command>> = { start, import: importData, user };

const options = {
  data: { type: 'string', default: './data' },
  port: { type: 'string', default: '7890' },
  host: { type: 'string', default: '127.0.0.1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function help(shown: readonly Command[]): string {
  const width = Math.max(...shown.map((command) => command.usage.length));
  return [
    `xinhang ${VERSION}`,
    '',
    ...shown.map(({ usage, summary }) => `  xinhang ${usage.padEnd(width)}   ${summary}`),
    '',
    '  --data DIR       data directory (default ./data)',
    '  --port N         port (default 7890)',
    '  --host ADDRESS   loopback only, until the connection is encrypted (default 127.0.0.1)',
    '  --json           one JSON object instead of text',
    '  --help           this text',
  ].join('\n');
}

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options });
  const [name, ...words] = positionals;
  if (name === undefined) {
    say(help(Object.values(commands)));
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".`);
  if (values.help) say(help([command]));
  else await command.run({ words, ...values });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const usage =
    error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`xinhang: ${text}${usage ? ' See xinhang --help.' : ''}\n`);
  process.exitCode = usage ? 2 : 1;
});
