import { savepoint } from '@xinhang/db/savepoint.ts';
import type { WriteContext } from '../../http/context.ts';

/** Carries an outcome out of work that is taken back. */
class Tried<T> extends Error {
  readonly outcome: T;
  constructor(outcome: T) {
    super('tried');
    this.outcome = outcome;
  }
}

const nothing = async () => {};

/** A context whose writes are told to nobody one by one. */
export const quiet = (ctx: WriteContext): WriteContext => ({ ...ctx, emit: nothing });

/**
 * Does the work of a row so that its failure takes back its own writes; without `writes` they are
 * taken back in any case, and a dry run meets the same rules as the import.
 */
export async function trying<T>(
  ctx: WriteContext,
  writes: boolean,
  work: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  if (writes) return await savepoint(ctx.tx, () => work(quiet(ctx)));
  try {
    return await savepoint(ctx.tx, async () => {
      throw new Tried(await work({ ...quiet(ctx), audit: nothing }));
    });
  } catch (error) {
    if (error instanceof Tried) return error.outcome as T;
    throw error;
  }
}
