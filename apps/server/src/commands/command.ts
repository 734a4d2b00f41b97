import { Console } from 'node:console';

/** What every command of the command line is given. */
export interface CommandCall {
  /** Words after the name of the command. */
  readonly words: readonly string[];
  /** Data directory as typed. */
  readonly data: string;
  readonly port: string;
  readonly host: string;
  /** One JSON object on standard output instead of text for people. */
  readonly json: boolean;
}

export interface Command {
  /** How it is called, without `xinhang`. */
  readonly usage: string;
  readonly summary: string;
  /** Throws `UsageError` for wrong words and any error for work that was not done. */
  run(call: CommandCall): Promise<void>;
}

/** The person typed something that the command does not take. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const out = new Console(process.stdout);

/** One line on standard output. */
export function say(text: string): void {
  out.log(text);
}
