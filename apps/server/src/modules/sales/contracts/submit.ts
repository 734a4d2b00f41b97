import {
  contractById,
  nameContractApproval,
  updateContract,
  type NamedContract,
  type NamedContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import { promisedPrices } from '@xinhang/db/repositories/quotations.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { QuotationCheck } from '@xinhang/shared/quotations.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { callOff, startApproval, takeDocumentNo } from '../../system/service.ts';
import { checkLinesWhole, checkOffer, unpromised } from '../orders/check.ts';
import type { Doors } from '../orders/confirm.ts';
import { needIn, record, told } from './access.ts';
import { agreedBefore, checkOrdered, checkPaid } from './amend.ts';
import { pricedAnew } from './drafts.ts';
import { enforce } from './enforce.ts';
import { checkPlanWhole } from './plan.ts';

export const CONTRACT = 'contract';
/** Initials of 合同. */
const PREFIX = 'HT';

/** A single contract says how much of everything; a frame contract need not. */
function checkLines(row: NamedContract, lines: readonly NamedContractLine[]): void {
  if (row.kind === 'single') checkLinesWhole(lines);
  else {
    if (lines.length === 0) throw fieldRefused('/lines', 'no-lines');
    const at = lines.findIndex((line) => line.price_e4 === null);
    if (at >= 0) throw fieldRefused(`/lines/${at}/priceE4`, 'required');
  }
}

/** What stands against its prices, but for those that were promised or agreed before. */
async function checkContract(
  ctx: WriteContext,
  row: NamedContract,
  lines: readonly NamedContractLine[],
): Promise<QuotationCheck> {
  const check = await checkOffer(ctx.tx, row.basis, lines);
  const promised = [
    ...(row.quotation_id === null ? [] : await promisedPrices(ctx.tx, row.quotation_id)),
    ...(await agreedBefore(ctx, row)),
  ];
  const below = unpromised(lines, row.basis, { below: check.below, promised });
  const reasons = check.reasons.filter((one) => one !== 'price' || below.length > 0);
  return { ...check, below, reasons };
}

/** Of an amendment that of its contract with its version, else the next of the month. */
async function numberOf(ctx: WriteContext, row: NamedContract): Promise<string> {
  if (row.no !== null) return row.no;
  if (row.amends_id !== null) {
    const { no } = (await contractById(ctx.tx, row.amends_id))!;
    return `${no}-${row.revision}`;
  }
  const { entity_id: entityId, start_on: businessDate } = row;
  return await takeDocumentNo(ctx, { entityId, prefix: PREFIX, businessDate });
}

/**
 * Hands a contract or an amendment in: it gets its number, and waits for its approval; where no flow
 * of contracts is in use and nothing stands against it, it is in force.
 */
export async function submitContract(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedContract> {
  const { tx } = ctx;
  const row = await needIn(ctx, 'contracts.update', { id, version }, ['draft']);
  const before = await told(ctx, row);
  const { lines, plan, totals } = await pricedAnew(ctx, http.lastPrices, row);
  checkLines(row, lines);
  await checkOrdered(ctx, row, lines);
  checkPlanWhole(totals.amount_fen, plan);
  await checkPaid(ctx, row, plan);
  const check = await checkContract(ctx, row, lines);
  const stops = check.reasons.length > 0;
  if (stops && reason === '') throw problem('contract-stopped', { data: check });
  const handed = {
    ...totals,
    no: await numberOf(ctx, row),
    state: 'approving',
    reason: '',
    ask_reason: reason,
    reasons: JSON.stringify(check.reasons),
    approval_id: null,
  };
  if (!(await updateContract(tx, row, handed))) throw stale(row);
  const waiting = (await record(ctx, 'contracts.submit', row, before))!;
  const approval = await startApproval(http, ctx, {
    kind: CONTRACT,
    subjectId: id,
    subjectVersion: waiting.version,
    facts: {
      amountFen: waiting.amount_fen ?? waiting.gross_fen,
      belowLines: check.below.length,
      revision: waiting.revision,
    },
    changeSet: { reasons: check.reasons },
  });
  if (approval) await nameContractApproval(tx, id, approval.id);
  else if (stops) throw fieldRefused('/reason', 'no-flow');
  else await enforce(ctx, waiting);
  return (await contractById(tx, id))!;
}

/** Makes a draft again of what waits; its approval is withdrawn. */
export async function sendBackContract(
  http: Doors,
  ctx: WriteContext,
  id: number,
  { version, reason }: { version: number; reason: string },
): Promise<NamedContract> {
  const row = await needIn(ctx, 'contracts.update', { id, version }, ['approving']);
  await callOff(http, ctx, row.approval_id!, reason);
  return (await contractById(ctx.tx, id))!;
}
