import { isDeepStrictEqual } from 'node:util';
import {
  deleteClaim,
  insertClaim,
  linesOfClaims,
  setClaimLines,
  updateClaim,
  type ClaimLine,
  type NamedClaim,
  type NewClaimLine,
} from '@xinhang/db/repositories/expense-claims.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { findCustomer } from '../../customers/service.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { needCategory } from '../cash-categories.ts';
import { needOwn, record, toldNow } from './access.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.expenseClaims)[K]>['body'];

interface Before {
  categories: ReadonlySet<number>;
  customers: ReadonlySet<number>;
}
const nothing: Before = { categories: new Set(), customers: new Set() };

/** The lines as they are kept: categories in use, customers whom the person sees, days that came. */
async function checkedLines(
  ctx: WriteContext,
  lines: NonNullable<Body<'update'>['lines']>,
  before: Before,
): Promise<NewClaimLine[]> {
  const today = await todayOf(ctx);
  const kept: NewClaimLine[] = [];
  for (const [at, line] of lines.entries()) {
    const { categoryId, customerId, spentOn } = line;
    await needCategory(ctx, categoryId, {
      kind: 'expense',
      before: before.categories.has(categoryId) ? categoryId : null,
      pointer: `/lines/${at}/categoryId`,
    });
    if (spentOn > today) throw fieldRefused(`/lines/${at}/spentOn`, 'in-the-future');
    const known = customerId === null || before.customers.has(customerId);
    if (!known && !(await findCustomer(ctx.tx, ctx.actor, 'customers.read', customerId))) {
      throw fieldRefused(`/lines/${at}/customerId`, 'unknown-customer');
    }
    kept.push({
      category_id: categoryId,
      spent_on: spentOn,
      amount_fen: line.amountFen,
      note: line.note,
      customer_id: customerId,
    });
  }
  return kept;
}

const plainOf = (line: ClaimLine): NewClaimLine => ({
  category_id: line.category_id,
  spent_on: line.spent_on,
  amount_fen: line.amount_fen,
  note: line.note,
  customer_id: line.customer_id,
});

const sumOf = (lines: readonly { amount_fen: number }[]) =>
  lines.reduce((sum, line) => sum + line.amount_fen, 0);

export async function createClaim(ctx: WriteContext, body: Body<'create'>): Promise<NamedClaim> {
  const { tx, actor } = ctx;
  const lines = await checkedLines(ctx, body.lines, nothing);
  const id = await insertClaim(tx, {
    no: null,
    state: 'draft',
    entity_id: (await firstEntity(tx))!,
    user_id: actor.userId,
    title: body.title,
    amount_fen: sumOf(lines),
    made_at: ctx.now,
    submitted_at: null,
    reason: '',
    approval_id: null,
    account_id: null,
    paid_on: null,
    paid_by: null,
  });
  await setClaimLines(tx, id, lines);
  return (await record(ctx, 'expenseClaims.create', { id, user_id: actor.userId }, null))!;
}

export async function changeClaim(
  ctx: WriteContext,
  id: number,
  { version, title, lines }: Body<'update'>,
): Promise<NamedClaim> {
  const row = await needOwn(ctx, { id, version }, ['draft']);
  const before = await toldNow(ctx, row);
  const stood = await linesOfClaims(ctx.tx, ctx.actor, [id]);
  const known = {
    categories: new Set(stood.map((line) => line.category_id)),
    customers: new Set(stood.flatMap((line) => line.customer_id ?? [])),
  };
  const wanted = lines && (await checkedLines(ctx, lines, known));
  // Lines that say the same keep their ids.
  const kept = wanted && !isDeepStrictEqual(wanted, stood.map(plainOf)) ? wanted : undefined;
  const done = await updateClaim(ctx.tx, row, {
    title: title ?? row.title,
    ...(kept && { amount_fen: sumOf(kept) }),
  });
  if (!done) throw stale(row);
  if (kept) await setClaimLines(ctx.tx, id, kept);
  return (await record(ctx, 'expenseClaims.update', row, before))!;
}

/** What was handed in once has a number, and stays. */
export async function discardClaim(ctx: WriteContext, id: number, version: number): Promise<void> {
  const row = await needOwn(ctx, { id, version }, ['draft']);
  if (row.no !== null) throw problem('state-refused');
  const before = await toldNow(ctx, row);
  await deleteClaim(ctx.tx, id);
  await record(ctx, 'expenseClaims.discard', row, before);
}
