import { statementInScope, type NamedStatement } from '@xinhang/db/repositories/statements.ts';
import type { WriteContext } from '../../../http/context.ts';
import { news } from '../record.ts';

/** As the audit tells it. */
const told = (row: NamedStatement) => ({
  version: row.version,
  no: row.no,
  state: row.state,
  from: row.from_day,
  to: row.to_day,
  openingFen: row.opening_fen,
  closingFen: row.closing_fen,
  sentOn: row.sent_on,
  sentWay: row.sent_way,
  sentTo: row.sent_to,
  sentTimes: row.sent_times,
  confirmedOn: row.confirmed_on,
  confirmedName: row.confirmed_name,
  differenceFen: row.difference_fen,
  differenceReason: row.difference_reason,
  clearer: row.clearer_name,
  clearUntil: row.clear_until,
  clearedOn: row.cleared_on,
  clearedNote: row.cleared_note,
  withdrawnReason: row.withdrawn_reason,
});

/** Audit and news of a change of a statement; answers it as it is now. */
export async function record(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedStatement | null,
): Promise<NamedStatement> {
  const row = (await statementInScope(ctx.tx, ctx.actor, id))!;
  const { customer_id: customerId, version } = row;
  await ctx.audit({
    action,
    entity: 'statement',
    entityId: id,
    customerId,
    before: before && told(before),
    after: told(row),
  });
  await news(ctx, { entity: 'statement', id, version }, customerId);
  return row;
}
