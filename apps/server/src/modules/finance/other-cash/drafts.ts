import {
  deleteOtherCash,
  insertOtherCash,
  updateOtherCash,
  type NamedOtherCash,
} from '@xinhang/db/repositories/other-cash.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { OtherCashKind, OtherParty } from '@xinhang/shared/other-cash.ts';
import { may } from '@xinhang/db/actor.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { findCustomer } from '../../customers/service.ts';
import { firstEntity } from '../../ledgers/service.ts';
import { userById } from '../../org/service.ts';
import { supplierById } from '../../purchasing/service.ts';
import { needCashAccount } from '../cash-accounts.ts';
import { needCategory } from '../cash-categories.ts';
import { draftedBy } from '../cash-docs.ts';
import { needOtherCash, record } from './describe.ts';

type Body<K extends 'create' | 'update'> = EndpointInput<(typeof api.otherCash)[K]>['body'];

type Asked = NonNullable<Body<'update'>['party']>;
interface Kept {
  customer_id: number | null;
  supplier_id: number | null;
  user_id: number | null;
  party: string;
}

/** Whether the actor sees that party; nobody else is there for him. */
async function sees(ctx: WriteContext, kind: OtherParty, id: number): Promise<boolean> {
  if (kind === 'customer') {
    return (await findCustomer(ctx.tx, ctx.actor, 'customers.read', id)) !== undefined;
  }
  if (kind === 'supplier') {
    return may(ctx.actor, 'suppliers.read') && (await supplierById(ctx.tx, id)) !== undefined;
  }
  return (await userById(ctx.tx, id)) !== undefined;
}

/** The columns of a party that is named; what stood there before may stay. */
async function partyColumns(
  ctx: WriteContext,
  { kind, id, name }: Asked,
  before: Kept | null,
): Promise<Kept> {
  const none = { customer_id: null, supplier_id: null, user_id: null, party: '' };
  if (kind === 'none') return { ...none, party: name };
  if (id === null) throw fieldRefused('/party/id', 'required');
  const column = (
    { customer: 'customer_id', supplier: 'supplier_id', employee: 'user_id' } as const
  )[kind];
  if (before?.[column] !== id && !(await sees(ctx, kind, id))) {
    throw fieldRefused('/party/id', 'unknown-party');
  }
  return { ...none, [column]: id };
}

export async function createOtherCash(
  ctx: WriteContext,
  body: Body<'create'>,
): Promise<NamedOtherCash> {
  const { kind, categoryId, accountId } = body;
  await needCategory(ctx, categoryId, { kind, before: null, pointer: '/categoryId' });
  await needCashAccount(ctx, accountId, { permission: 'cash.move' });
  const id = await insertOtherCash(ctx.tx, {
    ...draftedBy(ctx),
    ...(await partyColumns(ctx, body.party, null)),
    kind,
    entity_id: (await firstEntity(ctx.tx))!,
    category_id: categoryId,
    account_id: accountId,
    business_date: body.businessDate,
    amount_fen: body.amountFen,
    note: body.note,
  });
  return (await record(ctx, 'otherCash.create', id, null))!;
}

export async function changeOtherCash(
  ctx: WriteContext,
  id: number,
  { version, ...body }: Body<'update'>,
): Promise<NamedOtherCash> {
  const row = await needOtherCash(ctx, id, version, 'draft');
  const categoryId = body.categoryId ?? row.category_id;
  const accountId = body.accountId ?? row.account_id;
  const kind = row.kind as OtherCashKind;
  await needCategory(ctx, categoryId, { kind, before: row.category_id, pointer: '/categoryId' });
  await needCashAccount(ctx, accountId, { permission: 'cash.move', before: row.account_id });
  const done = await updateOtherCash(ctx.tx, row, {
    ...(body.party && (await partyColumns(ctx, body.party, row))),
    category_id: categoryId,
    account_id: accountId,
    business_date: body.businessDate ?? row.business_date,
    amount_fen: body.amountFen ?? row.amount_fen,
    note: body.note ?? row.note,
  });
  if (!done) throw stale(row);
  return (await record(ctx, 'otherCash.update', id, row))!;
}

export async function discardOtherCash(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<void> {
  const row = await needOtherCash(ctx, id, version, 'draft');
  await deleteOtherCash(ctx.tx, id);
  await record(ctx, 'otherCash.discard', id, row);
}
