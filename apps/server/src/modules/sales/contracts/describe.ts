import { reaches } from '@xinhang/db/actor.ts';
import {
  milestonesOf,
  type MilestoneRecord,
  type NamedMilestone,
} from '@xinhang/db/repositories/contract-milestones.ts';
import { calledOff, orderSums } from '@xinhang/db/repositories/contract-orders.ts';
import {
  amendmentOf,
  contractById,
  contractLinesOf,
  type NamedContract,
} from '@xinhang/db/repositories/contracts.ts';
import { quotationNames } from '@xinhang/db/repositories/quotations.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import {
  milestoneStateOn,
  type ContractKind,
  type ContractState,
  type MilestoneTrigger,
} from '@xinhang/shared/contract-rules.ts';
import type { Contract, ContractRow, Milestone } from '@xinhang/shared/contracts.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { QuotationStop } from '@xinhang/shared/quotation-rules.ts';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { contactById } from '../../customers/service.ts';
import { dealNames } from '../../deals/service.ts';
import { settledOfContract } from '../../ledgers/service.ts';
import { partNumbersOf } from '../../products/service.ts';
import { readableApprovals, waitersOf } from '../../system/service.ts';
import { ref, toOffered } from '../orders/describe.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

/** A row of a list. */
export const toContractRow = (row: NamedContract): ContractRow => ({
  id: row.id,
  version: row.version,
  no: row.no ?? '',
  revision: row.revision,
  kind: row.kind as ContractKind,
  state: row.state as ContractState,
  title: row.title,
  customer: { id: row.customer_id, name: row.customer_name },
  customerNo: row.customer_no,
  signedOn: row.signed_on,
  startOn: row.start_on,
  endOn: row.end_on,
  amountFen: row.amount_fen,
  grossFen: row.gross_fen,
  lineCount: row.line_count,
  owner: { id: row.owner_id, name: row.owner_name },
  dept: ref(row.dept_id, row.dept_name),
  reason: row.reason,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
});

/** A milestone as it stands on a day. */
export const toMilestone = (
  one: MilestoneRecord & Pick<NamedMilestone, 'reacher_name'>,
  today: string,
): Milestone => ({
  id: one.id,
  version: one.version,
  name: one.name,
  shareBp: one.share_bp,
  amountFen: one.amount_fen,
  trigger: one.trigger as MilestoneTrigger,
  days: one.days,
  plannedOn: one.planned_on,
  reachedOn: one.reached_on,
  reachedBy: ref(one.reached_by, one.reacher_name),
  dueOn: one.due_on,
  paidOn: one.paid_on,
  state: milestoneStateOn(
    {
      trigger: one.trigger,
      reachedOn: one.reached_on,
      dueOn: one.due_on,
      paidOn: one.paid_on,
    },
    today,
  ),
  note: one.note,
});

/** What this reader may do to this contract now; screens show the same as buttons. */
function canOf({ actor }: Looker, row: NamedContract, amended: boolean): Contract['can'] {
  const over = (permission: Permission) =>
    actor.viewAsBy === null && reaches(actor, permission, row.customer_owner_id);
  const [update, confirm] = [over('contracts.update'), over('contracts.confirm')];
  const active = row.state === 'active';
  const draft = row.state === 'draft';
  return {
    update: update && draft,
    discard: update && draft && (row.no === null || row.amends_id !== null),
    sendBack: update && row.state === 'approving',
    sign: update && active,
    amend: update && active && !amended,
    order: update && active && over('salesOrders.update'),
    mark: update && active,
    end: confirm && active && !amended,
    reopen: confirm && (row.state === 'fulfilled' || row.state === 'terminated'),
    attach: update,
  };
}

/** What came of a contract, as far as the reader sees orders and receivables of its customer. */
async function progressOf(
  { db, actor }: Looker,
  row: NamedContract,
): Promise<Contract['progress']> {
  const waits = row.state === 'draft' || row.state === 'approving' || row.state === 'applied';
  if (waits || !reaches(actor, 'salesOrders.read', row.customer_owner_id)) return null;
  const money = reaches(actor, 'receivables.read', row.customer_owner_id);
  return {
    ...(await orderSums(db, row.id)),
    receivedFen: money ? await settledOfContract(db, row.id) : null,
  };
}

/** A contract with everything its page shows. */
export async function describeContract(ctx: Looker, row: NamedContract): Promise<Contract> {
  const { db, actor } = ctx;
  const today = await todayOf(ctx);
  const masked = contactsMasked(row);
  const contact = row.contact_id === null || masked ? null : await contactById(db, row.contact_id);
  const deals = row.deal_id === null ? null : await dealNames(db, actor, [row.deal_id]);
  const deal = row.deal_id === null ? undefined : deals?.get(row.deal_id);
  const from = row.quotation_id === null ? [] : [row.quotation_id];
  const offer = (await quotationNames(db, actor, from)).get(row.quotation_id ?? 0);
  const term = row.term_id === null ? null : await termById(db, row.term_id);
  const asked = row.approval_id === null ? [] : [row.approval_id];
  const readable = await readableApprovals(ctx, asked);
  const amended = row.amends_id === null ? undefined : await contractById(db, row.amends_id);
  const amendment = row.amends_id === null ? await amendmentOf(db, row.id) : undefined;
  const progress = await progressOf(ctx, row);
  const lines = await contractLinesOf(db, row.id);
  const called = progress === null ? null : await calledOff(db, row.id);
  return {
    ...toContractRow(row),
    netFen: row.net_fen,
    taxFen: row.tax_fen,
    contact: contact ? { id: contact.id, name: contact.name } : null,
    deal: deal === undefined ? null : { id: row.deal_id!, name: deal },
    quotation: offer === undefined ? null : { id: row.quotation_id!, name: offer },
    term: term ? { id: term.id, name: term.name } : null,
    ourSigner: row.our_signer,
    theirSigner: row.their_signer,
    clauses: row.clauses,
    note: row.note,
    basis: row.basis as PriceBasis,
    askReason: row.ask_reason,
    reasons: JSON.parse(row.reasons) as QuotationStop[],
    approvalId: asked.find((id) => readable.has(id)) ?? null,
    waitsFor: row.state === 'approving' ? await waitersOf(db, row.approval_id) : [],
    amends: amended ? { id: amended.id, name: amended.no ?? '' } : null,
    amendReason: row.amend_reason,
    amendment: amendment ? { id: amendment.id, name: amendment.no ?? '' } : null,
    partNumbers: await partNumbersOf(
      db,
      row.customer_id,
      lines.map((line) => line.product_id),
    ),
    lines: lines.map((line) => ({
      ...toOffered(line, row.basis),
      orderedE4: called && (called.get(line.id)?.orderedE4 ?? 0),
      deliveredE4: called && (called.get(line.id)?.deliveredE4 ?? 0),
    })),
    milestones: (await milestonesOf(db, row.id)).map((one) => toMilestone(one, today)),
    progress,
    can: canOf(ctx, row, amendment !== undefined),
  };
}
