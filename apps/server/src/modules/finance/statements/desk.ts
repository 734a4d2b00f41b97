import { may } from '@xinhang/db/actor.ts';
import { listStatements, sumStatements } from '@xinhang/db/repositories/statements.ts';
import type { DeskKind } from '@xinhang/shared/desk-kinds.ts';
import type { ReadContext } from '../../../http/context.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { customerBook, supplierBook, type Book } from './book.ts';
import { clockOf, ofCustomer, ofSupplier, sentUpTo, toAny } from './describe.ts';

interface Asked {
  whose: 'mine' | 'team';
  today: string;
  limit: number;
}

/** Those without an answer and with differences past their day: of one's own, or of all in reach. */
async function due(ctx: ReadContext, book: Book, { whose, today, limit }: Asked) {
  if (!may(ctx.actor, book.reads)) return null;
  const clock = await clockOf(ctx);
  const filter = {
    late: { sentUpTo: sentUpTo(clock), today },
    concerns: whose === 'mine' ? ctx.actor.userId : undefined,
  };
  const { side } = book;
  const rows = await listStatements(ctx.db, ctx.actor, side, filter, { after: null, limit });
  if (rows.length === 0) return null;
  const sums = rows.length < limit ? [] : await sumStatements(ctx.db, ctx.actor, side, filter);
  const count = Math.max(
    rows.length,
    sums.reduce((sum, one) => sum + one.n, 0),
  );
  return { count, statements: rows.map((row) => toAny(ctx, book, row, clock)) };
}

const block = (
  kind: DeskKind,
  book: Book,
  shown: (found: NonNullable<Awaited<ReturnType<typeof due>>>['statements']) => object,
): DeskSource => ({
  kind,
  async build(ctx, asked) {
    const found = await due(ctx, book, asked);
    return found && { count: found.count, items: [], jobs: [], ...shown(found.statements) };
  },
});

export const statementsDue = block('statementsDue', customerBook, (rows) => ({
  statements: rows.map(ofCustomer),
}));
export const supplierStatementsDue = block('supplierStatementsDue', supplierBook, (rows) => ({
  supplierStatements: rows.map(ofSupplier),
}));
