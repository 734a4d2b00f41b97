import { isDeepStrictEqual } from 'node:util';
import type { WriteContext } from './context.ts';

/** Thrown through a transaction to take it back: the command would leave every row as it was. */
export class ChangedNothing extends Error {
  override readonly name = 'ChangedNothing';
  /** What is answered. */
  readonly output: object;

  constructor(output: object) {
    super('the command changes nothing');
    this.output = output;
  }
}

/** The row as it is told in the audit, without the number that each writing raises. */
function told(row: object): unknown {
  const { version: _version, ...rest } = JSON.parse(JSON.stringify(row)) as { version?: number };
  return rest;
}

/**
 * Runs a PATCH of a row that has this version. Where every row of the audit is the same before and
 * after, nothing may stay of it: no new version that makes the next save of a colleague fail, no
 * audit row that says nothing, no news (decision 0040). It throws `ChangedNothing` then, with the
 * answer as if the row had been read.
 */
export async function unlessNothing<T>(
  ctx: WriteContext,
  version: number,
  run: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const changes: boolean[] = [];
  const output = await run({
    ...ctx,
    async audit(entry) {
      const { before, after } = entry;
      changes.push(!before || !after || !isDeepStrictEqual(told(before), told(after)));
      await ctx.audit(entry);
    },
  });
  if (changes.length > 0 && !changes.includes(true)) {
    throw new ChangedNothing({ ...(output as object), version });
  }
  return output;
}
