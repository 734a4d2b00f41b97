import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  milestonesOf,
  setMilestones,
  type NamedMilestone,
  type NewMilestone,
} from '@xinhang/db/repositories/contract-milestones.ts';
import {
  contractById,
  contractLinesOf,
  deleteContract,
  insertContract,
  setContractLines,
  updateContract,
  type NamedContract,
  type NamedContractLine,
  type NewContractLine,
} from '@xinhang/db/repositories/contracts.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { termOfCustomer } from '@xinhang/db/repositories/sales-orders.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { customerById, needLiveCustomer } from '../../customers/service.ts';
import { userById } from '../../org/service.ts';
import { firstEntityId } from '../../stock/service.ts';
import { totalsOf } from '../orders/drafts.ts';
import { contactOf, dealOf, termOf } from '../orders/head.ts';
import { pricedLines, wantedAgain } from '../orders/lines.ts';
import { needIn, record, told } from './access.ts';
import { checkPlan, planAgain, planRows } from './plan.ts';

type Api = typeof api.contracts;
export type ContractBody = EndpointInput<Api['create']>['body'];
type UpdateBody = EndpointInput<Api['update']>['body'];

/** Of what nothing has happened yet. */
export const fresh = {
  no: null,
  revision: 1,
  state: 'draft',
  amends_id: null,
  amend_reason: '',
  contact_id: null,
  deal_id: null,
  quotation_id: null,
  ask_reason: '',
  reasons: '[]',
  approval_id: null,
  reason: '',
  ended_at: null,
};

/** Who looks after it, and where he works. */
export async function keeperOf(ctx: WriteContext, ownerId: number) {
  const user = await userById(ctx.tx, ownerId);
  if (!user || user.state === 'left') throw fieldRefused('/ownerId', 'unknown-user');
  return { owner_id: user.id, dept_id: user.dept_id };
}

/** Columns of the head that a body names, checked; what it does not name is left out. */
async function headColumns(ctx: WriteContext, customer: CustomerRecord, body: Partial<UpdateBody>) {
  const { kind, title, startOn, endOn, signedOn, basis, customerNo, ourSigner } = body;
  const { theirSigner, clauses, note, contactId, dealId, termId, ownerId } = body;
  return {
    ...(kind !== undefined && { kind }),
    ...(title !== undefined && { title }),
    ...(startOn !== undefined && { start_on: startOn }),
    ...(endOn !== undefined && { end_on: endOn }),
    ...(signedOn !== undefined && { signed_on: signedOn }),
    ...(basis !== undefined && { basis }),
    ...(customerNo !== undefined && { customer_no: customerNo }),
    ...(ourSigner !== undefined && { our_signer: ourSigner }),
    ...(theirSigner !== undefined && { their_signer: theirSigner }),
    ...(clauses !== undefined && { clauses }),
    ...(note !== undefined && { note }),
    ...(contactId !== undefined && { contact_id: await contactOf(ctx, customer, contactId) }),
    ...(dealId !== undefined && { deal_id: await dealOf(ctx, customer, dealId) }),
    ...(termId !== undefined && { term_id: await termOf(ctx, termId) }),
    ...(ownerId !== undefined && (await keeperOf(ctx, ownerId))),
  };
}

function checkDates(from: string, to: string | null): void {
  if (to !== null && to < from) throw fieldRefused('/endOn', 'end-before-start');
}

/** What a contract is about: of a frame what is agreed, else what its lines come to. */
function amountOf(kind: string, agreedFen: number | null, grossFen: number): number | null {
  return kind === 'frame' ? agreedFen : grossFen;
}

function checkAmount(kind: string, agreedFen: number | null | undefined): void {
  if (kind === 'single' && typeof agreedFen === 'number') {
    throw fieldRefused('/amountFen', 'sum-of-lines');
  }
}

interface Source {
  quotationId?: number;
}

/** Drafts a contract with a customer whom the writer may sell to. */
export async function createContract(
  ctx: WriteContext,
  lastPrices: LastPrices,
  body: ContractBody,
): Promise<NamedContract> {
  const { tx, actor } = ctx;
  const customer = await needLiveCustomer(tx, actor, 'contracts.update', body.customerId);
  return await writeContract(ctx, lastPrices, customer, body);
}

/** The same with a customer who was found already, by whatever the contract comes from. */
export async function writeContract(
  ctx: WriteContext,
  lastPrices: LastPrices,
  customer: CustomerRecord,
  body: ContractBody,
  source: Source = {},
): Promise<NamedContract> {
  const { tx, actor } = ctx;
  checkDates(body.startOn, body.endOn);
  checkAmount(body.kind, body.amountFen);
  checkPlan(body.milestones);
  const keeper = await keeperOf(ctx, body.ownerId ?? customer.owner_id ?? actor.userId);
  const head = await headColumns(ctx, customer, body);
  const priced = { customerId: customer.id, businessDate: body.startOn, basis: body.basis };
  const lines = await pricedLines(ctx, lastPrices, priced, body.lines, []);
  const totals = totalsOf(lines);
  const amount = amountOf(body.kind, body.amountFen, totals.gross_fen);
  const id = await insertContract(tx, {
    ...fresh,
    ...OWN_CURRENCY,
    entity_id: (await firstEntityId(tx))!,
    customer_id: customer.id,
    term_id: await termOfCustomer(tx, customer.id),
    kind: body.kind,
    title: body.title,
    start_on: body.startOn,
    end_on: body.endOn,
    signed_on: body.signedOn,
    basis: body.basis,
    customer_no: '',
    our_signer: '',
    their_signer: '',
    clauses: '',
    note: '',
    ...keeper,
    ...head,
    ...totals,
    amount_fen: amount,
    quotation_id: source.quotationId ?? null,
    made_by: actor.userId,
    made_at: ctx.now,
  });
  await setContractLines(
    tx,
    id,
    lines.map((line) => ({ ...line, origin_id: null })),
  );
  await setMilestones(tx, id, planRows(amount ?? 0, body.milestones, []));
  const row = (await contractById(tx, id))!;
  return (await record(ctx, 'contracts.create', row, null))!;
}

export async function changeContract(
  ctx: WriteContext,
  lastPrices: LastPrices,
  id: number,
  body: UpdateBody,
): Promise<NamedContract> {
  const { tx } = ctx;
  const row = await needIn(ctx, 'contracts.update', { id, version: body.version }, ['draft']);
  // An amendment is of the kind of its contract.
  if (row.amends_id !== null && (body.kind ?? row.kind) !== row.kind) {
    throw fieldRefused('/kind', 'of-the-contract');
  }
  const before = await told(ctx, row);
  const customer = (await customerById(tx, row.customer_id))!;
  const head = await headColumns(ctx, customer, body);
  const next = { ...row, ...head };
  checkDates(next.start_on, next.end_on);
  const old = await contractLinesOf(tx, id);
  // A price holds for a day and in a basis: with another of them all lines are asked for anew.
  const anew = head.start_on !== undefined || head.basis !== undefined;
  const asked = body.lines ?? (anew ? old.map(wantedAgain) : null);
  const lines = asked && (await pricedFor(ctx, lastPrices, next, asked, old));
  const changed = lines && !sameLines(old, lines) ? lines : null;
  const totals = changed ? totalsOf(changed) : {};
  const gross = changed ? totalsOf(changed).gross_fen : row.gross_fen;
  checkAmount(next.kind, body.amountFen);
  const agreed = body.amountFen === undefined ? row.amount_fen : body.amountFen;
  const amount = amountOf(next.kind, agreed, gross);
  const plan = await planFor(ctx, row, body.milestones, amount);
  const done = await updateContract(tx, row, { ...head, ...totals, amount_fen: amount });
  if (!done) throw stale(row);
  if (changed) await setContractLines(tx, id, changed);
  if (plan) await setMilestones(tx, id, plan);
  return (await record(ctx, 'contracts.update', row, before))!;
}

/**
 * The milestones of a draft; those of an amendment with what was marked of the contract meanwhile,
 * and where that was paid, with its amount.
 */
async function standingPlan(ctx: WriteContext, row: NamedContract): Promise<NamedMilestone[]> {
  const own = await milestonesOf(ctx.tx, row.id);
  if (row.amends_id === null) return own;
  const standing = new Map((await milestonesOf(ctx.tx, row.amends_id)).map((one) => [one.id, one]));
  return own.map((one) => {
    const was = standing.get(one.origin_id ?? 0);
    if (!was) return one;
    const { reached_on, reached_by, paid_on, paid_by } = was;
    const amount = paid_on === null ? {} : { amount_fen: was.amount_fen, share_bp: null };
    return { ...one, ...amount, reached_on, reached_by, paid_on, paid_by };
  });
}

const keysOfPlan = (one: NewMilestone) => Object.keys(one) as (keyof NewMilestone)[];

/** The pay plan with another amount or as it is asked for; null where it stays as it is. */
async function planFor(
  ctx: WriteContext,
  row: NamedContract,
  asked: UpdateBody['milestones'],
  amountFen: number | null,
): Promise<NewMilestone[] | null> {
  const old: NamedMilestone[] = await milestonesOf(ctx.tx, row.id);
  const standing = await standingPlan(ctx, row);
  const wanted = asked ?? planAgain(standing);
  checkPlan(wanted);
  const rows = planRows(amountFen ?? 0, wanted, standing);
  const same =
    rows.length === old.length &&
    rows.every((one, at) => keysOfPlan(one).every((key) => one[key] === old[at]![key]));
  return same ? null : rows;
}

async function pricedFor(
  ctx: WriteContext,
  lastPrices: LastPrices,
  row: Pick<NamedContract, 'customer_id' | 'start_on' | 'basis' | 'amends_id'>,
  asked: Parameters<typeof pricedLines>[3],
  old: readonly NamedContractLine[],
): Promise<NewContractLine[]> {
  const priced = {
    customerId: row.customer_id,
    // What an amendment promises is promised now.
    businessDate: row.amends_id === null ? row.start_on : await todayOf(ctx),
    basis: row.basis as PriceBasis,
  };
  const lines = await pricedLines(ctx, lastPrices, priced, asked, old);
  const origins = new Map(old.map((line) => [line.id, line.origin_id]));
  return lines.map((line, at) => ({ ...line, origin_id: origins.get(asked[at]!.id ?? 0) ?? null }));
}

const keysOf = (line: NewContractLine) => Object.keys(line) as (keyof NewContractLine)[];

/** Whether what is kept are these lines in this order. */
const sameLines = (old: readonly NamedContractLine[], lines: readonly NewContractLine[]) =>
  old.length === lines.length &&
  lines.every((line, at) => keysOf(line).every((key) => line[key] === old[at]![key]));

/** Asks the rules once more before a contract leaves its draft; answers lines, sums and plan. */
export async function pricedAnew(ctx: WriteContext, lastPrices: LastPrices, row: NamedContract) {
  const { tx } = ctx;
  const old = await contractLinesOf(tx, row.id);
  const next = await pricedFor(ctx, lastPrices, row, old.map(wantedAgain), old);
  if (!sameLines(old, next)) await setContractLines(tx, row.id, next);
  const totals = totalsOf(next);
  const amountFen = amountOf(row.kind, row.amount_fen, totals.gross_fen);
  const plan = await planFor(ctx, row, undefined, amountFen);
  if (plan) await setMilestones(tx, row.id, plan);
  return {
    lines: await contractLinesOf(tx, row.id),
    plan: await milestonesOf(tx, row.id),
    totals: { ...totals, amount_fen: amountFen },
  };
}

/** A draft that never had a number leaves nothing behind, and neither does an amendment. */
export async function discardContract(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needIn(ctx, 'contracts.update', { id, version }, ['draft']);
  if (row.no !== null && row.amends_id === null) throw problem('state-refused');
  const before = await told(ctx, row);
  await deleteContract(ctx.tx, id);
  await record(ctx, 'contracts.discard', row, before);
}
