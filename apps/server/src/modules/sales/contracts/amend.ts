import {
  milestonesOf,
  setMilestones,
  type NewMilestone,
} from '@xinhang/db/repositories/contract-milestones.ts';
import { calledOff } from '@xinhang/db/repositories/contract-orders.ts';
import {
  agreedPrices,
  amendmentOf,
  contractById,
  contractLinesOf,
  insertContract,
  setContractLines,
  type NamedContract,
  type NamedContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needIn, record } from './access.ts';
import { fresh } from './drafts.ts';

/** What the contract of an amendment promised already: nobody approves it twice. */
export const agreedBefore = async (ctx: Pick<WriteContext, 'tx'>, row: NamedContract) =>
  row.amends_id === null ? [] : await agreedPrices(ctx.tx, row.amends_id);

/** What was called off stays in the contract: its line, its product and so much of it. */
export async function checkOrdered(
  ctx: Pick<WriteContext, 'tx'>,
  row: NamedContract,
  lines: readonly NamedContractLine[],
): Promise<void> {
  if (row.amends_id === null) return;
  const called = await calledOff(ctx.tx, row.amends_id);
  for (const before of await contractLinesOf(ctx.tx, row.amends_id)) {
    const ordered = called.get(before.id);
    if (!ordered) continue;
    const at = lines.findIndex((line) => line.origin_id === before.id);
    const line = lines[at];
    const name = before.name ?? before.text;
    if (!line) throw fieldRefused('/lines', 'line-ordered', { name });
    if (line.product_id !== before.product_id || line.unit_id !== before.unit_id) {
      throw fieldRefused(`/lines/${at}/productId`, 'line-ordered', { name });
    }
    if (line.qty_e4 !== null && line.qty_e4 < ordered.orderedE4) {
      throw fieldRefused(`/lines/${at}/qtyE4`, 'below-ordered', { orderedE4: ordered.orderedE4 });
    }
  }
}

/** What was paid stays in the plan as it was paid. */
export async function checkPaid(
  ctx: Pick<WriteContext, 'tx'>,
  row: NamedContract,
  plan: readonly Pick<NewMilestone, 'origin_id' | 'amount_fen'>[],
): Promise<void> {
  if (row.amends_id === null) return;
  for (const before of await milestonesOf(ctx.tx, row.amends_id)) {
    if (before.paid_on === null) continue;
    const at = plan.findIndex((one) => one.origin_id === before.id);
    if (plan[at]?.amount_fen === before.amount_fen) continue;
    const pointer = at < 0 ? '/milestones' : `/milestones/${at}/amountFen`;
    throw fieldRefused(pointer, 'milestone-paid', { name: before.name });
  }
}

/** Begins the next version of an active contract as a draft beside it; this one stays in force. */
export async function amendContract(
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedContract> {
  const { tx, actor, now } = ctx;
  const row = await needIn(ctx, 'contracts.update', { id, version }, ['active']);
  if (row.amends_id !== null || (await amendmentOf(tx, id))) throw problem('state-refused');
  const {
    id: _id,
    version: _version,
    customer_name: _customer,
    customer_owner_id: _owner,
    pool_id: _pool,
    owner_name: _keeper,
    maker_name: _maker,
    dept_name: _dept,
    ...columns
  } = row;
  const amendmentId = await insertContract(tx, {
    ...columns,
    ...fresh,
    contact_id: row.contact_id,
    deal_id: row.deal_id,
    revision: row.revision + 1,
    amends_id: id,
    amend_reason: reason,
    signed_on: null,
    made_by: actor.userId,
    made_at: now,
  });
  const lines = await contractLinesOf(tx, id);
  await setContractLines(
    tx,
    amendmentId,
    lines.map((line) => ({
      origin_id: line.id,
      line_kind: line.line_kind,
      product_id: line.product_id,
      unit_id: line.unit_id,
      text: line.text,
      unit_qty_e4: line.unit_qty_e4,
      qty_e4: line.qty_e4,
      price_e4: line.price_e4,
      discount_bp: line.discount_bp,
      tax_bp: line.tax_bp,
      net_fen: line.net_fen,
      tax_fen: line.tax_fen,
      gross_fen: line.gross_fen,
      resolved_price_e4: line.resolved_price_e4,
      price_rule_id: line.price_rule_id,
      floor_net_e4: line.floor_net_e4,
      deviation: line.deviation,
      deviated_by: line.deviated_by,
      note: line.note,
    })),
  );
  await setMilestones(
    tx,
    amendmentId,
    (await milestonesOf(tx, id)).map(
      ({ id: origin, version: _v, contract_id: _c, sort: _s, reacher_name: _r, ...one }) => ({
        ...one,
        origin_id: origin,
      }),
    ),
  );
  const amendment = (await contractById(tx, amendmentId))!;
  return (await record(ctx, 'contracts.amend', amendment, null))!;
}
