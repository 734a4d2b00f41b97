import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import type { Paths } from './paths.ts';

/**
 * What is needed before the database opens; all else is in the `setting` table, and no key in both.
 * `XINHANG_PORT` in the environment goes before `port` in config.toml, and a flag before both.
 */
export const configKeys = {
  host: {
    schema: z.string().min(1).default('127.0.0.1'),
    about: ['Address to listen on without encryption: loopback only, for this machine.'],
  },
  port: {
    schema: z.int().min(0).max(65_535).default(7890),
    about: ['Port to listen on; 0 takes any that is free.'],
  },
  tls_host: {
    schema: z
      .string()
      .min(1)
      .max(1000)
      .regex(/^[^\s,]+(\s*,\s*[^\s,]+)*$/, 'addresses separated by commas, or none')
      .default('none'),
    about: [
      'Addresses to listen on for the other machines, separated by commas: those of the office',
      'network and of the VPN. Encrypted, always. "none" leaves this machine to itself.',
    ],
  },
  tls_port: {
    schema: z.int().min(0).max(65_535).default(7843),
    about: ['Port of the encrypted connections; 0 takes any that is free.'],
  },
  tls_names: {
    schema: z
      .string()
      .min(1)
      .max(1000)
      .regex(/^[^\s,]+(\s*,\s*[^\s,]+)*$/, 'names separated by commas, or none')
      .default('none'),
    about: [
      'Further names and addresses under which this machine is called, separated by commas. Its own',
      'are in its certificate already.',
    ],
  },
  log_level: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
    about: ['trace, debug, info, warn or error. At debug each read is a line too.'],
  },
  log_file_megabytes: {
    schema: z.int().min(1).max(1000).default(10),
    about: ['A log file is closed and the next one begun at this size.'],
  },
  log_files: {
    schema: z.int().min(1).max(1000).default(20),
    about: ['So many closed log files are kept.'],
  },
  requests_per_minute: {
    schema: z.int().min(0).max(1_000_000).default(3000),
    about: [
      'Requests that one session (or one address without a session) may send in a minute;',
      '0 sets no limit. Logins have a limit of their own.',
    ],
  },
  backup_directory: {
    schema: z.string().min(1).max(1000).default('backups'),
    about: [
      'Directory of the backups, from the data directory on. Another disk is better: what destroys',
      'this one then leaves the backups alone.',
    ],
  },
} as const;

export type ConfigKey = keyof typeof configKeys;
export type Config = { [K in ConfigKey]: z.output<(typeof configKeys)[K]['schema']> };

/** What a key that takes several values holds; nothing where it says `none`. */
export function listed(value: string): string[] {
  return value === 'none' ? [] : value.split(',').map((one) => one.trim());
}

/** A key that does not exist, or a value that is none for its key; the message names both. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const PREFIX = 'XINHANG_';
const names = Object.keys(configKeys) as ConfigKey[];
const isKey = (name: string): name is ConfigKey => Object.hasOwn(configKeys, name);
const variable = (key: ConfigKey) => PREFIX + key.toUpperCase();
const flag = (key: ConfigKey) => `--${key.replaceAll('_', '-')}`;

/** Flags of the command line for every key, as `parseArgs` takes them. */
export const configFlags = Object.fromEntries(
  names.map((key) => [flag(key).slice(2), { type: 'string' as const }]),
);

function checked(key: ConfigKey, value: unknown, where: string): unknown {
  const result = configKeys[key].schema.safeParse(value);
  if (result.success) return result.data;
  throw new ConfigError(
    `${where}: ${key} cannot be ${JSON.stringify(value)}: ${reason(result.error)}.`,
  );
}

const reason = (error: z.ZodError) => error.issues.map((issue) => issue.message).join(', ');

/** Text of the environment or of a flag, as the type that the key takes. */
function fromText(key: ConfigKey, text: string): unknown {
  const takesNumber = configKeys[key].schema.safeParse(1).success;
  return takesNumber && /^-?\d+$/.test(text) ? Number(text) : text;
}

function fromFile(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  let values: Record<string, unknown>;
  try {
    values = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new ConfigError(`${file}: ${error.message}`, { cause: error });
  }
  const unknown = Object.keys(values).filter((name) => !isKey(name));
  if (unknown.length > 0) {
    throw new ConfigError(
      `${file}: there is no key ${unknown.join(', ')}; there are ${names.join(', ')}.`,
    );
  }
  return values;
}

/** Variables of the program itself, read elsewhere. */
const otherVariables = /^XINHANG_(DATA|TEST_|BROWSER$|SCREENSHOTS$)/;

function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  const known = new Set(names.map(variable));
  return Object.keys(env).filter(
    (name) => name.startsWith(PREFIX) && !known.has(name) && !otherVariables.test(name),
  );
}

/** Keys that config.toml does not decide, because a flag or the environment goes before it. */
export function decidedOutside(
  env: NodeJS.ProcessEnv,
  flags: Readonly<Record<string, unknown>>,
): Set<ConfigKey> {
  return new Set(
    names.filter(
      (key) => typeof flags[flag(key).slice(2)] === 'string' || env[variable(key)] !== undefined,
    ),
  );
}

/** Puts the sources together: flags before the environment before the file before the defaults. */
export function readConfig(
  file: string,
  env: NodeJS.ProcessEnv,
  flags: Readonly<Record<string, unknown>>,
): Config {
  const stored = fromFile(file);
  const unknown = unknownVariables(env);
  if (unknown.length > 0) {
    throw new ConfigError(
      `The environment has ${unknown.join(', ')}, which is no setting of Xinhang.`,
    );
  }
  const entries = names.map((key) => {
    const typed = flags[flag(key).slice(2)];
    if (typeof typed === 'string') return [key, checked(key, fromText(key, typed), flag(key))];
    const variableText = env[variable(key)];
    if (variableText !== undefined) {
      return [key, checked(key, fromText(key, variableText), variable(key))];
    }
    return [key, checked(key, stored[key], file)];
  });
  return Object.fromEntries(entries) as Config;
}

/** The file that a new data directory gets: every key with its meaning, switched off by `#`. */
export function defaultConfig(): string {
  const head = [
    '# Settings that the server needs before it opens its database. Read at each start.',
    '# XINHANG_PORT in the environment goes before "port" here, and --port before both.',
  ];
  const keys = names.flatMap((key) => {
    const { about, schema } = configKeys[key];
    const value = JSON.stringify(schema.parse(undefined));
    return ['', ...about.map((line) => `# ${line}`), `# ${key} = ${value}`];
  });
  return [...head, ...keys, ''].join('\n');
}

/** Writes the commented file where there is none; never touches one that is there. */
export function keepConfig(paths: Paths): void {
  if (!existsSync(paths.config)) {
    writeFileSync(paths.config, defaultConfig(), { flag: 'wx', mode: 0o600 });
  }
}
