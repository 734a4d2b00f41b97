import { may } from '@xinhang/db/actor.ts';
import { listStatements, sumStatements } from '@xinhang/db/repositories/statements.ts';
import type { DeskSource } from '../../../registry/boot.ts';
import { clockOf, sentUpTo, toStatement } from './describe.ts';

/** Statements without an answer and differences past their day: of one's own, or of all in reach. */
export const statementsDue: DeskSource = {
  kind: 'statementsDue',
  async build(ctx, { whose, today, limit }) {
    if (!may(ctx.actor, 'receivables.read')) return null;
    const clock = await clockOf(ctx);
    const filter = {
      late: { sentUpTo: sentUpTo(clock), today },
      concerns: whose === 'mine' ? ctx.actor.userId : undefined,
    };
    const rows = await listStatements(ctx.db, ctx.actor, filter, { after: null, limit });
    if (rows.length === 0) return null;
    const statements = rows.map((row) => toStatement(ctx, row, clock));
    const sums = rows.length < limit ? [] : await sumStatements(ctx.db, ctx.actor, filter);
    const count = Math.max(
      rows.length,
      sums.reduce((sum, one) => sum + one.n, 0),
    );
    return { count, items: [], jobs: [], statements };
  },
};
