import {
  allCashCategories,
  insertCashCategory,
  updateCashCategory,
  type CashCategoryRecord,
} from '@xinhang/db/repositories/cash-categories.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { CashCategory, CashCategoryKind } from '@xinhang/shared/cash-categories.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.cashCategories)[K]>['body'];

const toCategory = (row: CashCategoryRecord): CashCategory => ({
  id: row.id,
  version: row.version,
  kind: row.kind as CashCategoryKind,
  name: row.name,
  account: row.account as AccountKey,
  sort: row.sort,
  active: row.active === 1,
});

export async function listCashCategories(
  ctx: ReadContext,
  kinds: readonly CashCategoryKind[] | undefined,
): Promise<CashCategory[]> {
  const rows = (await allCashCategories(ctx.db)).map(toCategory);
  return kinds ? rows.filter((row) => kinds.includes(row.kind)) : rows;
}

/** A category of this kind in use; one that stood there before may stay. */
export async function needCategory(
  ctx: WriteContext,
  id: number,
  { kind, before, pointer }: { kind: CashCategoryKind; before: number | null; pointer: string },
): Promise<void> {
  const row = (await allCashCategories(ctx.tx)).find((one) => one.id === id);
  if (row?.kind !== kind) throw fieldRefused(pointer, 'unknown-category');
  if (row.active === 0 && id !== before) throw fieldRefused(pointer, 'not-in-use');
}

async function record(
  ctx: WriteContext,
  action: string,
  before: CashCategoryRecord | null,
  after: CashCategoryRecord,
): Promise<CashCategory> {
  await ctx.audit({ action, entity: 'cashCategory', entityId: after.id, before, after });
  const { id, version } = after;
  await ctx.emit({ entity: 'cashCategory', id, version, audience: [] });
  return toCategory(after);
}

const sameName = (
  rows: readonly CashCategoryRecord[],
  { kind, name }: { kind: string; name: string },
  id: number | null,
) =>
  rows.some(
    (row) => row.kind === kind && row.name.toLowerCase() === name.toLowerCase() && row.id !== id,
  );

export async function addCashCategory(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<CashCategory> {
  if (sameName(await allCashCategories(ctx.tx), body, null)) throw problem('already-exists');
  const row = { ...body, active: 1 };
  const id = await insertCashCategory(ctx.tx, row);
  return await record(ctx, 'cashCategories.create', null, { ...row, id, version: 1 });
}

export async function changeCashCategory(
  ctx: WriteContext,
  id: number,
  { version, ...wanted }: Body<'update'>,
): Promise<CashCategory> {
  const rows = await allCashCategories(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  const stale = () => conflict(before.version, toCategory(before), wanted);
  if (version !== before.version) throw stale();
  const name = wanted.name ?? before.name;
  if (sameName(rows, { kind: before.kind, name }, id)) throw problem('already-exists');
  const after = await updateCashCategory(ctx.tx, before, {
    name,
    account: wanted.account ?? before.account,
    sort: wanted.sort ?? before.sort,
    active: wanted.active === undefined ? before.active : wanted.active ? 1 : 0,
  });
  if (!after) throw stale();
  return await record(ctx, 'cashCategories.update', before, after);
}
