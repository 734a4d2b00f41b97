import { statementInScope, type NamedStatement } from '@xinhang/db/repositories/statements.ts';
import type { WriteContext } from '../../../http/context.ts';
import { news } from '../record.ts';
import type { Book } from './book.ts';

/** As the audit tells it. */
const told = (row: NamedStatement) => ({
  version: row.version,
  no: row.no,
  state: row.state,
  party: row.party_name,
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
  { side, entity, actions }: Book,
  step: string,
  { id, before }: { id: number; before: NamedStatement | null },
): Promise<NamedStatement> {
  const row = (await statementInScope(ctx.tx, ctx.actor, side, id))!;
  const { party_id: partyId, version } = row;
  await ctx.audit({
    action: `${actions}.${step}`,
    entity,
    entityId: id,
    ...(side === 'ar' && { customerId: partyId }),
    before: before && told(before),
    after: told(row),
  });
  if (side === 'ar') await news(ctx, { entity, id, version }, partyId);
  else await ctx.emit({ entity, id, version, audience: [] });
  return row;
}
