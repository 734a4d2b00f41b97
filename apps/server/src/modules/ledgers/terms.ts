import {
  allTermLines,
  allTerms,
  customerTerms,
  insertTerm,
  setCustomerTerms,
  setTermLines,
  termLines,
  updateTerm,
  type NewTermLine,
  type TermRecord,
} from '@xinhang/db/repositories/payment-terms.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type {
  CustomerTerms,
  PaymentTerm,
  PaymentTermLine,
} from '@xinhang/shared/payment-term-api.ts';
import type { TermTrigger } from '@xinhang/shared/payment-terms.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import {
  checkCredit,
  childAudience,
  needCustomer,
  needLiveCustomer,
  recordChange,
  updateCustomer,
} from '../customers/service.ts';

type Body<K extends 'create' | 'update' | 'setOfCustomer'> = EndpointInput<
  (typeof api.paymentTerms)[K]
>['body'];

const WHOLE_BP = 10_000;

const toTerm = (row: TermRecord, lines: readonly NewTermLine[]): PaymentTerm => ({
  id: row.id,
  version: row.version,
  name: row.name,
  sort: row.sort,
  active: row.active === 1,
  lines: lines.map((line) => ({
    shareBp: line.share_bp,
    trigger: line.trigger as TermTrigger,
    days: line.days,
    fixedDay: line.fixed_day,
  })),
});

/** The shares as they are kept; refused unless they are a whole. */
function columnsOf(lines: readonly PaymentTermLine[]): NewTermLine[] {
  const sum = lines.reduce((total, line) => total + line.shareBp, 0);
  if (sum !== WHOLE_BP) throw fieldRefused('/lines', 'shares-no-whole');
  return lines.map((line) => ({
    share_bp: line.shareBp,
    trigger: line.trigger,
    days: line.days,
    fixed_day: line.fixedDay,
  }));
}

export async function listTerms(ctx: ReadContext): Promise<PaymentTerm[]> {
  const lines = Map.groupBy(await allTermLines(ctx.db), (line) => line.term_id);
  return (await allTerms(ctx.db)).map((row) => toTerm(row, lines.get(row.id) ?? []));
}

const described = async (db: Reader, row: TermRecord) => toTerm(row, await termLines(db, row.id));

async function record(
  ctx: WriteContext,
  action: string,
  before: PaymentTerm | null,
  row: TermRecord,
): Promise<PaymentTerm> {
  const after = await described(ctx.tx, row);
  await ctx.audit({ action, entity: 'paymentTerm', entityId: row.id, before, after });
  await ctx.emit({ entity: 'paymentTerm', id: row.id, version: row.version, audience: [] });
  return after;
}

const named = (rows: readonly TermRecord[], name: string, id: number | null) =>
  rows.some((row) => row.name.toLowerCase() === name.toLowerCase() && row.id !== id);

export async function addTerm(ctx: WriteContext, body: Body<'create'>): Promise<PaymentTerm> {
  const { name, sort } = body;
  const lines = columnsOf(body.lines);
  if (named(await allTerms(ctx.tx), name, null)) throw problem('already-exists');
  const id = await insertTerm(ctx.tx, { name, sort });
  await setTermLines(ctx.tx, id, lines);
  return await record(ctx, 'paymentTerms.create', null, { id, version: 1, name, sort, active: 1 });
}

/** Changes a term; what was delivered before stays due when it was. */
export async function changeTerm(
  ctx: WriteContext,
  id: number,
  { version, lines, ...wanted }: Body<'update'>,
): Promise<PaymentTerm> {
  const { tx } = ctx;
  const rows = await allTerms(tx);
  const row = rows.find((one) => one.id === id);
  if (!row) throw problem('not-found');
  const before = await described(tx, row);
  const stale = () => conflict(row.version, before, { ...wanted, lines });
  if (version !== row.version) throw stale();
  if (named(rows, wanted.name ?? row.name, id)) throw problem('already-exists');
  const after = await updateTerm(tx, row, {
    name: wanted.name ?? row.name,
    sort: wanted.sort ?? row.sort,
    active: wanted.active === undefined ? row.active : wanted.active ? 1 : 0,
  });
  if (!after) throw stale();
  if (lines) await setTermLines(tx, id, columnsOf(lines));
  return await record(ctx, 'paymentTerms.update', before, after);
}

async function agreed(db: Reader, customerId: number): Promise<CustomerTerms> {
  const row = await customerTerms(db, customerId);
  const term = (await allTerms(db)).find((one) => one.id === row?.term_id);
  return {
    term: term ? { id: term.id, name: term.name } : null,
    overdueDays: row?.overdue_days ?? null,
  };
}

export async function termsOfCustomer(
  ctx: ReadContext,
  customerId: number,
): Promise<CustomerTerms> {
  await needCustomer(ctx.db, ctx.actor, 'customers.read', customerId);
  return await agreed(ctx.db, customerId);
}

/** Whoever agrees on terms says up to how much, without changing anything else of the customer. */
async function setLimit(
  ctx: WriteContext,
  customer: Awaited<ReturnType<typeof needLiveCustomer>>,
  creditLimitFen: number | null,
): Promise<void> {
  checkCredit(ctx.actor, customer.owner_id);
  if (customer.credit_limit_fen === creditLimitFen) return;
  const limit = { credit_limit_fen: creditLimitFen };
  const row = await updateCustomer(ctx.tx, customer.id, customer.version, limit);
  if (!row) throw problem('version-conflict');
  await recordChange(ctx, 'customers.update', customer, row);
}

export async function setTermsOfCustomer(
  ctx: WriteContext,
  customerId: number,
  { termId, overdueDays, creditLimitFen }: Body<'setOfCustomer'>,
): Promise<CustomerTerms> {
  const { tx } = ctx;
  const customer = await needLiveCustomer(tx, ctx.actor, 'customers.credit', customerId);
  const before = await agreed(tx, customerId);
  const term = (await allTerms(tx)).find((row) => row.id === termId);
  if (termId !== null && !term) throw fieldRefused('/termId', 'unknown-term');
  if (term && term.active === 0 && before.term?.id !== termId) {
    throw fieldRefused('/termId', 'not-in-use');
  }
  if (creditLimitFen !== undefined) await setLimit(ctx, customer, creditLimitFen);
  const same = (before.term?.id ?? null) === termId && before.overdueDays === overdueDays;
  if (same) return before;
  await setCustomerTerms(tx, customerId, { term_id: termId, overdue_days: overdueDays });
  const after = await agreed(tx, customerId);
  await ctx.audit({
    action: 'paymentTerms.setOfCustomer',
    entity: 'customerTerms',
    entityId: customerId,
    customerId,
    before: { term: before.term?.name ?? null, overdueDays: before.overdueDays },
    after: { term: after.term?.name ?? null, overdueDays },
  });
  const audience = await childAudience(tx, customer);
  const changed = { entity: 'customerTerms', id: customerId, version: ctx.now };
  await ctx.emit({ ...changed, customerId, audience });
  return after;
}
