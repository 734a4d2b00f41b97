import type { Database, Tx } from '@xinhang/db/database.ts';
import { findCommand, saveCommand } from '@xinhang/db/repositories/commands.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { ChangedNothing } from './change-of-nothing.ts';
import { runCommand } from './command.ts';
import type { ReadContext, WriteContext } from './context.ts';
import type { EventHub } from './events.ts';

/** A command under the key that its client made for it. */
export interface OnceCommand {
  /** Who gave it. */
  readonly actorId: number;
  readonly key: string;
  /** Method and path. */
  readonly endpoint: string;
  readonly bodyHash: string;
  readonly status: number;
  /** `answered`: that it was, for a secret is told once; `nothing` of those without a login. */
  readonly keep: 'all' | 'answered' | 'nothing';
  /** UTC ms. */
  readonly now: number;
}

/** The answer that this very command was given before. */
async function answered(tx: Tx, command: OnceCommand): Promise<string | undefined> {
  if (command.keep === 'nothing') return undefined;
  const earlier = await findCommand(tx, command.actorId, command.key);
  if (!earlier) return undefined;
  if (earlier.endpoint !== command.endpoint || earlier.body_hash !== command.bodyHash) {
    throw problem('idempotency-key-reused');
  }
  if (earlier.answer === null) throw problem('state-refused');
  return earlier.answer;
}

async function keep(tx: Tx, command: OnceCommand, text: string): Promise<string> {
  if (command.keep === 'nothing') return text;
  await saveCommand(tx, {
    actor_id: command.actorId,
    key: command.key,
    endpoint: command.endpoint,
    body_hash: command.bodyHash,
    status: command.status,
    answer: command.keep === 'answered' ? null : text,
    at: command.now,
  });
  return text;
}

/**
 * Does the work of a command once, however often it is sent: its answer is kept in the transaction
 * of the work. Work that changed nothing is taken back, and only its answer kept.
 */
export async function answerOnce(
  { db, hub, ctx }: { db: Database; hub: EventHub; ctx: ReadContext },
  command: OnceCommand,
  work: (ctx: WriteContext) => Promise<unknown>,
  serialize: (output: unknown) => string,
): Promise<string> {
  try {
    return await runCommand(db, hub, async (tx, as) => {
      const known = await answered(tx, command);
      return known ?? (await keep(tx, command, serialize(await work(as(ctx)))));
    });
  } catch (error) {
    if (!(error instanceof ChangedNothing)) throw error;
    const text = serialize(error.output);
    return await runCommand(
      db,
      hub,
      async (tx) => (await answered(tx, command)) ?? (await keep(tx, command, text)),
    );
  }
}
