import { updateCashTransfer, type NamedTransfer } from '@xinhang/db/repositories/cash-transfers.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { postVoucher, reverseVoucher, type MoneyDoc } from '../../ledgers/service.ts';
import { takeDocumentNo } from '../../system/service.ts';
import { postCash, reverseCash } from '../cash-book.ts';
import { chartAccountOf, confirmedBy, reversedBy } from '../cash-docs.ts';
import { needTransfer, recordTransfer } from './drafts.ts';

/** Of the numbers: the initials of 转账. */
const PREFIX = 'ZZ';

/** Gives a draft its number: two rows that sum to nothing, and the fee as a row of its own. */
export async function confirmTransfer(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<NamedTransfer> {
  const row = await needTransfer(ctx, id, version, 'draft');
  const { entity_id: entityId, business_date: businessDate, note } = row;
  const no = await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
  const doc: MoneyDoc = { kind: 'cashTransfer', id, no };
  const post = async (accountId: number, amountFen: number) =>
    await postCash(ctx, { entityId, accountId, doc, businessDate, amountFen, note });
  await post(row.from_id, -row.amount_fen);
  await post(row.from_id, -row.fee_fen);
  await post(row.to_id, row.amount_fen);
  await postVoucher(ctx, {
    entityId,
    doc,
    businessDate,
    lines: [
      { account: await chartAccountOf(ctx, row.to_id), amountFen: row.amount_fen },
      { account: 'financeCost', amountFen: row.fee_fen },
      {
        account: await chartAccountOf(ctx, row.from_id),
        amountFen: -(row.amount_fen + row.fee_fen),
      },
    ],
  });
  if (!(await updateCashTransfer(ctx.tx, row, confirmedBy(ctx, no)))) throw stale(row);
  return (await recordTransfer(ctx, 'cashTransfers.confirm', id, row))!;
}

/** Takes a transfer back, today. */
export async function undoTransfer(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedTransfer> {
  const row = await needTransfer(ctx, id, version, 'confirmed');
  const today = await todayOf(ctx);
  const doc: MoneyDoc = { kind: 'cashTransfer', id, no: row.no! };
  await reverseCash(ctx, doc, today);
  await reverseVoucher(ctx, doc, today);
  if (!(await updateCashTransfer(ctx.tx, row, reversedBy(ctx, reason)))) throw stale(row);
  return (await recordTransfer(ctx, 'cashTransfers.reverse', id, row))!;
}
