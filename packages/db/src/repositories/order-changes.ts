import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { orderInScope } from '../scope-orders.ts';

export type OrderChangeRecord = Selectable<DB['order_change']>;
export type ChangeLineRecord = Selectable<DB['order_change_line']>;
export type NamedChange = NonNullable<Awaited<ReturnType<typeof orderChangeById>>>;
export type NamedChangeLine = Awaited<ReturnType<typeof changeLinesOf>>[number];

const namedChanges = (db: Reader) =>
  db
    .selectFrom('order_change')
    .innerJoin('sales_order', 'sales_order.id', 'order_change.order_id')
    .innerJoin('user as maker', 'maker.id', 'order_change.made_by')
    .leftJoin('user as applier', 'applier.id', 'order_change.applied_by')
    .leftJoin('sales_order_version as kept', 'kept.change_id', 'order_change.id')
    .selectAll('order_change')
    .select(['maker.name as maker_name', 'applier.name as applier_name'])
    .select(['kept.before', 'kept.after']);

/** A change by its id, whoever may see it. */
export async function orderChangeById(db: Reader, id: number) {
  return await namedChanges(db).where('order_change.id', '=', id).executeTakeFirst();
}

/** A change of an order if the permission reaches that. */
export async function findOrderChange(
  db: Reader,
  actor: Actor,
  permission: Permission,
  id: number,
): Promise<NamedChange | undefined> {
  return await namedChanges(db)
    .where('order_change.id', '=', id)
    .where((eb) => orderInScope(actor, permission)(eb as never))
    .executeTakeFirst();
}

/** Changes of one order, the newest first. */
export async function changesOfOrder(db: Reader, orderId: number): Promise<NamedChange[]> {
  return await namedChanges(db)
    .where('order_change.order_id', '=', orderId)
    .orderBy('order_change.id', 'desc')
    .execute();
}

/** The change of an order that is not applied yet. */
export async function openChangeOf(
  db: Reader,
  orderId: number,
): Promise<{ id: number; state: string } | undefined> {
  const [row] = await remembered(db, { key: 'openChangeOf', values: { orderId } }, (values) =>
    db
      .selectFrom('order_change')
      .select(['id', 'state'])
      .where('order_id', '=', values.orderId)
      .where('state', '<>', 'applied'),
  );
  return row;
}

/** How many changes of an order were applied. */
export async function appliedChanges(db: Reader, orderId: number): Promise<number> {
  const [row] = await remembered(db, { key: 'appliedChanges', values: { orderId } }, (values) =>
    db
      .selectFrom('sales_order_version')
      .select((eb) => eb.fn.max('no').as('no'))
      .where('order_id', '=', values.orderId),
  );
  return Number(row?.no ?? 0);
}

/** Lines of an order as a change wants them, in their order, with what is shown of their products. */
export async function changeLinesOf(db: Reader, changeId: number) {
  return await db
    .selectFrom('order_change_line')
    .leftJoin('product', 'product.id', 'order_change_line.product_id')
    .leftJoin('unit', 'unit.id', 'order_change_line.unit_id')
    .leftJoin('unit as base', 'base.id', 'product.unit_id')
    .leftJoin('user as deviator', 'deviator.id', 'order_change_line.deviated_by')
    .selectAll('order_change_line')
    .select(['product.code', 'product.name', 'product.spec', 'product.qty_decimals'])
    .select(['product.kind as product_kind'])
    .select(['product.unit_id as base_unit_id', 'base.name as base_unit_name'])
    .select(['unit.name as unit_name', 'deviator.name as deviator_name'])
    .where('order_change_line.change_id', '=', changeId)
    .orderBy('order_change_line.sort')
    .execute();
}

export async function insertOrderChange(
  tx: Tx,
  row: Omit<Insertable<DB['order_change']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'order_change', { ...row, version: 1 }, 'id');
}

/** Changes a change of exactly this version; false when somebody was faster. */
export async function updateOrderChange(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['order_change'], 'id' | 'version'>>,
): Promise<boolean> {
  const done = await tx
    .updateTable('order_change')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** Notes which approval a change waits for; nobody's copy of it is stale because of that. */
export async function nameChangeApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('order_change')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

export type NewChangeLine = Omit<ChangeLineRecord, 'id' | 'change_id' | 'sort'>;

/** Puts these in the place of the lines there were, in this order. */
export async function setChangeLines(
  tx: Tx,
  changeId: number,
  lines: readonly NewChangeLine[],
): Promise<void> {
  await tx.deleteFrom('order_change_line').where('change_id', '=', changeId).execute();
  for (const [sort, line] of lines.entries()) {
    await insertNumbered(tx, 'order_change_line', { ...line, change_id: changeId, sort }, 'id');
  }
}

export async function deleteOrderChange(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('order_change_line').where('change_id', '=', id).execute();
  await tx.deleteFrom('order_change').where('id', '=', id).execute();
}

/** Keeps what an order was before and after a change, for ever. */
export async function insertOrderVersion(
  tx: Tx,
  row: Omit<Insertable<DB['sales_order_version']>, 'id'>,
): Promise<void> {
  await insertNumbered(tx, 'sales_order_version', row, 'id');
}
