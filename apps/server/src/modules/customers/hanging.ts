import { ensurePrimary } from '@xinhang/db/repositories/contacts.ts';
import {
  countBelow,
  countHanging,
  hangRows,
  idsHanging,
  mainAmong,
  setMain,
  type HangingTable,
} from '@xinhang/db/repositories/merges.ts';
import { findCustomer } from '@xinhang/db/repositories/customers.ts';
import { tiedRows } from '@xinhang/db/repositories/merge-chains.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { MovingCounts } from '@xinhang/shared/merges.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { OwnedKinds } from '../../registry/owned.ts';

/** Rows of this module that hang on a customer, by their kind in the log of a merge. */
const own = {
  contact: 'contact',
  address: 'customer_address',
  title: 'customer_title',
  file: 'attachment',
} as const;
type OwnKind = keyof typeof own;

interface Way {
  from: number;
  to: number;
}
type Moved = [kind: string, ids: number[]][];

/**
 * How many rows of a table hang on a customer that the permission reaches, and not through the pool
 * alone; null for every other customer.
 */
export async function countSeen(
  ctx: ReadContext,
  permission: Permission,
  table: HangingTable,
  customerId: number,
): Promise<number | null> {
  const row = await findCustomer(ctx.db, ctx.actor, permission, customerId);
  if (!row || poolOnly(ctx.actor, row)) return null;
  return await countHanging(ctx.db, table, customerId);
}

/** How much hangs on a customer, as far as the reader may know. */
export async function countsOf(
  ctx: ReadContext,
  owned: OwnedKinds,
  customerId: number,
): Promise<MovingCounts> {
  const { db } = ctx;
  const of = async (kind: string) =>
    (await owned.get(kind)?.follows?.count(ctx, customerId)) ?? null;
  return {
    contacts: await countHanging(db, own.contact, customerId),
    addresses: await countHanging(db, own.address, customerId),
    titles: await countHanging(db, own.title, customerId),
    files: await countHanging(db, own.file, customerId),
    followUps: await of('followUp'),
    deals: await of('deal'),
    quotations: await of('quotation'),
    salesOrders: await of('salesOrder'),
    deliveries: await of('delivery'),
    loans: await of('loan'),
    receipts: await of('receipt'),
    salesFacts: await of('salesFact'),
    locks: await of('lock'),
    below: await countBelow(db, customerId),
  };
}

/**
 * Contacts go to the other customer; one that was the main one is that no more, where there is one
 * already. Those are logged as `main`.
 */
export async function moveContacts(ctx: WriteContext, way: Way): Promise<Moved> {
  const { tx } = ctx;
  const here = await mainAmong(tx, await idsHanging(tx, own.contact, way.to));
  const ids = await hangRows(tx, own.contact, await idsHanging(tx, own.contact, way.from), way);
  const main = here.length > 0 ? await mainAmong(tx, ids) : [];
  await setMain(tx, main, false);
  await ensurePrimary(tx, way.to, null);
  return [
    ['contact', ids],
    ['main', main],
  ];
}

/** Everything else that hangs on a customer, of this module and of those above it. */
export async function moveFurther(ctx: WriteContext, owned: OwnedKinds, way: Way): Promise<Moved> {
  const moved: Moved = [];
  for (const kind of ['address', 'title', 'file'] as const) {
    const ids = await idsHanging(ctx.tx, own[kind], way.from);
    moved.push([kind, await hangRows(ctx.tx, own[kind], ids, way)]);
  }
  for (const { kind, follows } of owned.all()) {
    if (!follows) continue;
    moved.push([kind, await follows.move(ctx, await follows.ids(ctx, way.from), way)]);
  }
  return moved;
}

/**
 * What was made since of rows that go back goes with them: a delivery of an order, what it posted,
 * the receipt that settles that. `merge-entwined` names what would take something along that was the
 * kept customer's own.
 */
async function madeSince(
  { tx }: WriteContext,
  moved: ReadonlyMap<string, readonly number[]>,
  { from, since }: { from: number; since: number },
): Promise<Map<string, number[]>> {
  const going = new Map([...moved].map(([kind, ids]) => [kind, new Set(ids)]));
  const further = new Map<string, number[]>();
  for (let grown = true; grown;) {
    grown = false;
    for (const { kind, id, no, at } of await tiedRows(tx, from, going)) {
      if (going.get(kind)?.has(id)) continue;
      if (at < since) throw problem('merge-entwined', { params: { by: no } });
      going.set(kind, (going.get(kind) ?? new Set()).add(id));
      further.set(kind, [...(further.get(kind) ?? []), id]);
      grown = true;
    }
  }
  return further;
}

/**
 * Hangs what moved where it hung before, with what was made of it since; answers how many rows were
 * not there any more.
 */
export async function moveBack(
  ctx: WriteContext,
  owned: OwnedKinds,
  moved: ReadonlyMap<string, readonly number[]>,
  { since, ...way }: Way & { since: number },
): Promise<number> {
  const { tx } = ctx;
  const further = await madeSince(ctx, moved, { from: way.from, since });
  let gone = 0;
  const back = async (kind: string, move: (ids: readonly number[]) => Promise<number[]>) => {
    const ids = moved.get(kind) ?? [];
    gone += ids.length - (await move(ids)).length;
  };
  for (const kind of Object.keys(own) as OwnKind[]) {
    await back(kind, (ids) => hangRows(tx, own[kind], ids, way));
  }
  for (const { kind, follows } of owned.all()) {
    if (!follows) continue;
    await back(kind, (ids) => follows.move(ctx, ids, way));
    await follows.move(ctx, further.get(kind) ?? [], way);
  }
  const theirs = new Set(await idsHanging(tx, own.contact, way.to));
  await setMain(
    tx,
    (moved.get('main') ?? []).filter((id) => theirs.has(id)),
    true,
  );
  await ensurePrimary(tx, way.from, null);
  await ensurePrimary(tx, way.to, null);
  return gone;
}
