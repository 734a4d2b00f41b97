import { Writable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import pino from 'pino';
import roll from 'pino-roll';
import type { Config } from './config.ts';
import { logFile, type Paths } from './paths.ts';

export interface Log {
  readonly logger: FastifyBaseLogger;
  /** Writes what is still in memory and closes the file. */
  close(): Promise<void>;
}

/**
 * Names whose values never reach a log, wherever they stand. Code logs ids and counts; this is for
 * the day when somebody logs an object that carries more than they thought.
 */
export const secretNames = [
  'password',
  'password_hash',
  'passwordHash',
  'firstPassword',
  'current',
  'next',
  'token',
  'token_hash',
  'tokenHash',
  'secret',
  'authorization',
  'cookie',
  'set-cookie',
  'body',
  'headers',
  'rawHeaders',
  'payload',
] as const;

const bracketed = (name: string) => (/^\w+$/.test(name) ? name : `["${name}"]`);
const below = (name: string) => (/^\w+$/.test(name) ? `*.${name}` : `*["${name}"]`);
const redacted = secretNames.flatMap((name) => [
  bracketed(name),
  below(name),
  name === bracketed(name) ? `*.*.${name}` : `*.*${bracketed(name)}`,
]);

/** What is kept of an error: no parameters of a statement and no detail of a row. */
function errorInLog(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const code = (error as { code?: unknown }).code;
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    stack: stack ?? '',
    ...(error.cause instanceof Error && { cause: errorInLog(error.cause) }),
  };
}

const LEVELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info ',
  40: 'WARN ',
  50: 'ERROR',
  60: 'FATAL',
};

/** A line for the person at the console: time, level, words, and what belongs to it. */
export function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    level: number;
    time: number;
    msg?: string;
    err?: { message: string; stack: string };
  };
  const clock = new Date(time).toTimeString().slice(0, 8);
  const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const head = [clock, LEVELS[level] ?? level, msg ?? '', ...details].join(' ').trimEnd();
  return err ? `${head}\n  ${err.stack.replaceAll('\n', '\n  ')}\n` : `${head}\n`;
}

function toConsole(): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      process.stderr.write(readable(chunk.toString()));
      done();
    },
  });
}

/**
 * The log of the server: everything from `log_level` on as JSON in the data directory, in files
 * that follow one another by day and size, and what needs a person on the console as well.
 */
export async function openLog(paths: Paths, config: Config): Promise<Log> {
  const file = await roll({
    file: logFile(paths),
    extension: '.log',
    frequency: 'daily',
    dateFormat: 'yyyy-MM-dd',
    size: `${config.log_file_megabytes}m`,
    limit: { count: config.log_files, removeOtherLogFiles: true },
    mkdir: true,
    mode: 0o600,
  });
  // A disk that takes no log must not end the server; what it missed is on the console.
  file.on('error', (error: Error) => {
    process.stderr.write(`The log cannot be written: ${error.message}\n`);
  });
  const logger = pino(
    {
      level: config.log_level,
      base: null,
      redact: { paths: redacted, censor: '***' },
      serializers: { err: errorInLog },
    },
    pino.multistream([
      { stream: file, level: config.log_level },
      { stream: toConsole(), level: 'warn' },
    ]),
  );
  return {
    logger,
    async close() {
      await new Promise<void>((resolve) => {
        file.once('close', resolve);
        file.end();
      });
    },
  };
}
