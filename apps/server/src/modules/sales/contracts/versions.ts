import { milestonesOf } from '@xinhang/db/repositories/contract-milestones.ts';
import {
  contractById,
  contractLinesOf,
  contractVersions,
  type NamedContract,
} from '@xinhang/db/repositories/contracts.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import type { MilestoneTrigger } from '@xinhang/shared/contract-rules.ts';
import type { ContractVersion } from '@xinhang/shared/contracts.ts';
import type { ReadContext } from '../../../http/context.ts';

/** A contract as it stands, the way it stays known when something takes its place. */
export async function frozen(
  { db }: Pick<ReadContext, 'db'>,
  row: NamedContract,
): Promise<ContractVersion> {
  const term = row.term_id === null ? undefined : await termById(db, row.term_id);
  return {
    revision: row.revision,
    amendReason: row.amend_reason,
    title: row.title,
    signedOn: row.signed_on,
    startOn: row.start_on,
    endOn: row.end_on,
    amountFen: row.amount_fen,
    grossFen: row.gross_fen,
    termName: term?.name ?? '',
    clauses: row.clauses,
    note: row.note,
    lines: (await contractLinesOf(db, row.id)).map((line) => ({
      key: line.origin_id ?? line.id,
      code: line.code ?? '',
      name: line.name ?? line.text,
      unit: line.unit_name ?? '',
      qtyE4: line.unit_qty_e4,
      priceE4: line.price_e4,
      discountBp: line.discount_bp,
      grossFen: line.gross_fen,
    })),
    milestones: (await milestonesOf(db, row.id)).map((one) => ({
      key: one.origin_id ?? one.id,
      name: one.name,
      shareBp: one.share_bp,
      amountFen: one.amount_fen,
      trigger: one.trigger as MilestoneTrigger,
      days: one.days,
      plannedOn: one.planned_on,
    })),
  };
}

/** What was agreed before; of an amendment that waits what it is to take the place of. */
export async function earlierVersions(
  ctx: Pick<ReadContext, 'db'>,
  row: NamedContract,
): Promise<ContractVersion[]> {
  const kept = async (id: number) =>
    (await contractVersions(ctx.db, id)).map(
      ({ document }) => JSON.parse(document) as ContractVersion,
    );
  if (row.amends_id === null) return await kept(row.id);
  const contract = (await contractById(ctx.db, row.amends_id))!;
  const before = await kept(contract.id);
  const all = row.state === 'applied' ? before : [await frozen(ctx, contract), ...before];
  return all.filter((one) => one.revision < row.revision);
}
