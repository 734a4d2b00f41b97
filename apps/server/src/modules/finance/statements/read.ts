import { may } from '@xinhang/db/actor.ts';
import {
  listStatements,
  statementInScope,
  sumStatements,
} from '@xinhang/db/repositories/statements.ts';
import type { PrintKindName } from '@xinhang/shared/print-kinds.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { StatementState } from '@xinhang/shared/statements.ts';
import type { ReadContext } from '../../../http/context.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import type { Printable } from '../../../registry/printables.ts';
import type { Book } from './book.ts';
import { clockOf, sentUpTo, toAny, wholeAny } from './describe.ts';

interface Asked {
  limit: number;
  cursor?: string | undefined;
  state?: readonly StatementState[] | undefined;
  q?: string | undefined;
  late?: boolean | undefined;
  partyId?: number | undefined;
  ownerId?: number | undefined;
  month?: string | undefined;
}

/** A page of statements of one side, with what is in each state. */
export async function pageOfStatements(
  ctx: ReadContext,
  book: Book,
  { limit, cursor, state: states, q: text, late, ...more }: Asked,
) {
  const clock = await clockOf(ctx);
  const filter = {
    ...more,
    text,
    late: late ? { sentUpTo: sentUpTo(clock), today: clock.today } : undefined,
  };
  const page = { after: startOf({ cursor })?.id ?? null, limit: limit + 1 };
  const found = await listStatements(ctx.db, ctx.actor, book.side, { ...filter, states }, page);
  const { rows, next } = cutPage(found, limit, ({ id }) => ({ value: id, id }));
  const totals = (await sumStatements(ctx.db, ctx.actor, book.side, filter)).map((one) => ({
    ...one,
    state: one.state as StatementState,
  }));
  return { rows: rows.map((row) => toAny(ctx, book, row, clock)), next, count: null, totals };
}

export async function wholeById(ctx: ReadContext, book: Book, id: number) {
  const row = await statementInScope(ctx.db, ctx.actor, book.side, id);
  if (!row) throw problem('not-found');
  return await wholeAny(ctx, book, row);
}

/** Whoever reads a statement prints it. */
export const printableOf = (book: Book, kind: PrintKindName): Printable => ({
  kinds: [kind],
  async reads(ctx, _kind, id) {
    if (!may(ctx.actor, book.reads)) throw problem('forbidden');
    return (await statementInScope(ctx.db, ctx.actor, book.side, id)) !== undefined;
  },
});
