import {
  applyMilestones,
  milestonesOf,
  updateMilestone,
  type NewMilestone,
} from '@xinhang/db/repositories/contract-milestones.ts';
import {
  applyContractLines,
  contractById,
  contractLinesOf,
  insertContractVersion,
  updateContract,
  type NamedContract,
  type NamedContractLine,
  type NewContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import { milestoneDue } from '@xinhang/shared/contract-rules.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { record, told } from './access.ts';
import { checkOrdered, checkPaid } from './amend.ts';
import { frozen } from './versions.ts';

/** Milestones of signing are reached on the day of it, once that is known. */
export async function reachSigning(
  ctx: WriteContext,
  contractId: number,
  signedOn: string | null,
): Promise<void> {
  if (signedOn === null) return;
  for (const one of await milestonesOf(ctx.tx, contractId)) {
    if (one.trigger !== 'signing' || one.reached_on !== null) continue;
    const due = { ...one, plannedOn: one.planned_on, reachedOn: signedOn };
    await updateMilestone(ctx.tx, one, {
      reached_on: signedOn,
      reached_by: ctx.actor.userId,
      due_on: milestoneDue(due),
    });
  }
}

/** What was approved is in force: a contract begins, an amendment takes the place of what it amends. */
export async function enforce(ctx: WriteContext, row: NamedContract): Promise<void> {
  if (row.amends_id !== null) {
    await applyAmendment(ctx, row, row.amends_id);
    return;
  }
  const before = await told(ctx, row);
  if (!(await updateContract(ctx.tx, row, { state: 'active' }))) throw stale(row);
  await reachSigning(ctx, row.id, row.signed_on);
  await record(ctx, 'contracts.activate', row, before);
}

const newLine = ({
  code: _code,
  name: _name,
  spec: _spec,
  qty_decimals: _decimals,
  product_kind: _kind,
  base_unit_id: _base,
  base_unit_name: _baseName,
  unit_name: _unit,
  deviator_name: _deviator,
  id: _id,
  contract_id: _contract,
  sort: _sort,
  ...line
}: NamedContractLine): NewContractLine => line;

/** What an amendment makes of the pay plan; marks that were set meanwhile stand. */
async function amendedPlan(
  ctx: WriteContext,
  row: NamedContract,
  contractId: number,
): Promise<NewMilestone[]> {
  const standing = new Map((await milestonesOf(ctx.tx, contractId)).map((one) => [one.id, one]));
  return (await milestonesOf(ctx.tx, row.id)).map((one) => {
    const was = one.origin_id === null ? undefined : standing.get(one.origin_id);
    const marks = {
      reached_on: was?.reached_on ?? null,
      reached_by: was?.reached_by ?? null,
      paid_on: was?.paid_on ?? null,
      paid_by: was?.paid_by ?? null,
    };
    const due = { ...one, plannedOn: one.planned_on, reachedOn: marks.reached_on };
    return {
      origin_id: was?.id ?? null,
      name: one.name,
      share_bp: one.share_bp,
      amount_fen: one.amount_fen,
      trigger: one.trigger,
      days: one.days,
      planned_on: one.planned_on,
      ...marks,
      due_on: milestoneDue(due),
      note: one.note,
    };
  });
}

/** Keeps what stood there and puts the amendment in its place; lines and milestones keep their ids. */
async function applyAmendment(
  ctx: WriteContext,
  row: NamedContract,
  contractId: number,
): Promise<void> {
  const { tx, actor, now } = ctx;
  const contract = (await contractById(tx, contractId))!;
  if (contract.state !== 'active') throw problem('subject-changed');
  const lines = await contractLinesOf(tx, row.id);
  await checkOrdered(ctx, row, lines);
  const before = await told(ctx, contract);
  const own = await told(ctx, row);
  await insertContractVersion(tx, {
    contract_id: contractId,
    revision: contract.revision,
    document: JSON.stringify(await frozen(ctx, contract)),
    made_by: actor.userId,
    made_at: now,
  });
  const plan = await amendedPlan(ctx, row, contractId);
  await checkPaid(ctx, row, plan);
  const done = await updateContract(tx, contract, {
    revision: row.revision,
    amend_reason: row.amend_reason,
    contact_id: row.contact_id,
    title: row.title,
    customer_no: row.customer_no,
    our_signer: row.our_signer,
    their_signer: row.their_signer,
    // An amendment that nobody signed yet leaves the contract signed as it was.
    signed_on: row.signed_on ?? contract.signed_on,
    start_on: row.start_on,
    end_on: row.end_on,
    term_id: row.term_id,
    clauses: row.clauses,
    note: row.note,
    basis: row.basis,
    amount_fen: row.amount_fen,
    net_fen: row.net_fen,
    tax_fen: row.tax_fen,
    gross_fen: row.gross_fen,
    amount_cur: row.amount_cur,
    line_count: row.line_count,
  });
  if (!done) throw stale(contract);
  await applyContractLines(tx, contractId, lines.map(newLine));
  await applyMilestones(tx, contractId, plan);
  await reachSigning(ctx, contractId, row.signed_on);
  await record(ctx, 'contracts.apply', contract, before);
  if (!(await updateContract(tx, row, { state: 'applied' }))) throw stale(row);
  await record(ctx, 'contracts.activate', row, own);
}
