import { Console } from 'node:console';
import type { Database } from '@xinhang/db/database.ts';
import type { FastifyInstance } from 'fastify';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import type { TlsDoor } from '../http/tls-door.ts';
import type { Machine } from '../machine.ts';
import type { Paths } from '../ops/paths.ts';

/** A command as typed. */
export interface CommandCall {
  /** Words after the name of the command. */
  readonly words: readonly string[];
  /** Values of its own options and of the common ones. */
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Data directory, absolute. */
  readonly data: string;
  /** One JSON object on standard output instead of text for people. */
  readonly json: boolean;
  /** The machine on which it was typed. */
  readonly machine: Machine;
}

/** Where a command works: a data directory that is open and held by this process. */
export interface Workplace {
  readonly db: Database;
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  /** Ms for durations; absent where the clock itself serves. */
  readonly elapsed?: (() => number) | undefined;
  readonly version: string;
  /** Nobody opened the database, because it may be what is broken; `db` throws. */
  readonly bare: boolean;
  /** Lets go of the data, lets work exchange them, and goes on with what is then there. */
  swap(work: () => void): Promise<void>;
  /** The open event streams of the server, none where no server runs. */
  readonly hub: EventHub;
  /** The encrypted door of the server, null where no server runs. */
  readonly tls: TlsDoor | null;
  /** One line of progress for the person; never a secret, never the result. */
  say(line: string): void;
  /** A transaction with audit and events, in the name of whoever typed the command. */
  write<T>(work: (ctx: WriteContext) => Promise<T>): Promise<T>;
  /** The whole application, jobs included: the one that serves, or one made for this command. */
  office(): Promise<FastifyInstance>;
}

interface Described {
  /** How it is called, without `xinhang`; several lines where it has several forms. */
  readonly usage: string;
  readonly summary: string;
  /** Options beyond the common ones, as `parseArgs` takes them. */
  readonly options?: Readonly<Record<string, { type: 'string' | 'boolean' }>>;
}

/**
 * A command on a data directory. `reads` works beside a server, `writes` runs inside it where one
 * runs, `offline` refuses then. Input and result travel between the processes as JSON, so secrets
 * and long texts belong there and not in `say`.
 */
export interface DataCommand<Input = unknown, Result = unknown> extends Described {
  readonly mode: 'reads' | 'writes' | 'offline';
  /** Makes the data directory where there is none, instead of refusing. */
  readonly creates?: true;
  /** Where no server runs it works without opening the database. */
  readonly bare?: true;
  /** Understands what was typed, in the process where it was typed. Throws `UsageError`. */
  parse(call: CommandCall): Input;
  /** Throws for work that was not done; the message is for the person. */
  run(place: Workplace, input: Input): Promise<Result>;
  /** The result as text. */
  show(result: Result): string;
  /** 0 where everything was done, which is the rule. */
  exitCode?(result: Result): number;
}

/** A command that is a process of its own, such as the server. */
export interface ProcessCommand extends Described {
  readonly mode: 'process';
  run(call: CommandCall): Promise<void>;
}

export type AnyDataCommand = DataCommand<never, never>;
export type Command = AnyDataCommand | ProcessCommand;

/** Keeps the types of input and result together. */
export function dataCommand<Input, Result>(command: DataCommand<Input, Result>): AnyDataCommand {
  return command as unknown as AnyDataCommand;
}

/** The person typed something that the command does not take. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const console = new Console(process.stdout, process.stderr);

/** One line on standard output. */
export function say(text: string): void {
  console.log(text);
}

/** One line on standard error: progress, which is not part of the result. */
export function sayProgress(text: string): void {
  console.error(text);
}
