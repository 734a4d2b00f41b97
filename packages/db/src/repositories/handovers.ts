import {
  sql,
  type ExpressionBuilder,
  type Insertable,
  type Selectable,
  type Updateable,
} from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type HandoverRecord = Selectable<DB['handover']>;
export type HandedRowRecord = Selectable<DB['handover_row']>;

/** Rows of one statement: as many as both engines take values for. */
const AT_ONCE = 500;

export async function insertHandover(
  tx: Tx,
  row: Omit<Insertable<DB['handover']>, 'id' | 'version'>,
): Promise<HandoverRecord> {
  return await tx
    .insertInto('handover')
    .values({ ...row, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function insertHandedRows(tx: Tx, rows: readonly HandedRowRecord[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await tx
      .insertInto('handover_row')
      .values(rows.slice(at, at + AT_ONCE))
      .execute();
  }
}

export async function updateHandover(
  tx: Tx,
  id: number,
  changes: Omit<Updateable<DB['handover']>, 'id' | 'version'>,
): Promise<HandoverRecord> {
  return await tx
    .updateTable('handover')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function handoverById(db: Reader, id: number): Promise<HandoverRecord | undefined> {
  return await db.selectFrom('handover').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first; of these people, or of everybody. */
export async function listHandovers(
  db: Reader,
  page: { userIds: readonly number[] | null; before: number | null; limit: number },
): Promise<HandoverRecord[]> {
  let query = db.selectFrom('handover').selectAll();
  if (page.userIds) query = query.where('user_id', 'in', page.userIds);
  if (page.before !== null) query = query.where('id', '<', page.before);
  return await query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** Rows of a handover by kind and number. */
export async function listHandedRows(
  db: Reader,
  handoverId: number,
  filter: { toId?: number | undefined; outcomes?: readonly string[] | undefined },
  page: { after: { kind: string; id: number } | null; limit: number },
): Promise<HandedRowRecord[]> {
  let query = db.selectFrom('handover_row').selectAll().where('handover_id', '=', handoverId);
  if (filter.toId !== undefined) query = query.where('to_id', '=', filter.toId);
  if (filter.outcomes) query = query.where('outcome', 'in', filter.outcomes);
  if (page.after) {
    const { kind, id } = page.after;
    query = query.where((eb) =>
      eb.or([eb('kind', '>', kind), eb.and([eb('kind', '=', kind), eb('row_id', '>', id)])]),
    );
  }
  return await query.orderBy('kind').orderBy('row_id').limit(page.limit).execute();
}

/** What becomes of the rows of a kind that is taken back: all go but those that are kept, and why. */
export async function settleHandedRows(
  tx: Tx,
  { handoverId, kind }: { handoverId: number; kind: string },
  kept: ReadonlyMap<number, string>,
): Promise<{ back: number; kept: number }> {
  const own = () =>
    tx.updateTable('handover_row').where('handover_id', '=', handoverId).where('kind', '=', kind);
  const all = await own().set({ outcome: 'back' }).executeTakeFirst();
  for (const [code, rows] of Map.groupBy(kept, ([, why]) => why)) {
    const ids = rows.map(([id]) => id);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      await own()
        .set({ outcome: 'kept', code })
        .where('row_id', 'in', ids.slice(at, at + AT_ONCE))
        .execute();
    }
  }
  return { back: Number(all.numUpdatedRows) - kept.size, kept: kept.size };
}

/**
 * How often a row changed hands by later handovers that were taken back: over and back, which leaves
 * it where it was. Asked of each row of a handover.
 */
export function thereAndBack(
  eb: ExpressionBuilder<DB, 'handover_row'>,
  kind: HandedKind,
  handoverId: number,
) {
  return eb
    .selectFrom('handover_row as later')
    .select(sql<number>`2 * count(*)`.as('n'))
    .where('later.handover_id', 'in', (one) =>
      one.selectFrom('handover').select('handover.id').where('handover.id', '>', handoverId),
    )
    .where('later.kind', '=', kind)
    .whereRef('later.row_id', '=', 'handover_row.row_id')
    .where('later.outcome', '=', 'back');
}

/** Who does it, as it stands in the audit. */
export interface AuditHead {
  at: number;
  actor_id: number | null;
  session_id: number | null;
  request_id: string;
  address: string;
  action: string;
}

export type HandedKind =
  | 'customer'
  | 'deal'
  | 'plan'
  | 'task'
  | 'campaign'
  | 'supplier'
  | 'contract';

/** The column that says whose a row of the kind is. */
const ownerColumn = {
  customer: 'owner_id',
  deal: 'owner_id',
  plan: 'person_id',
  task: 'to_user_id',
  campaign: 'by_user_id',
  supplier: 'buyer_id',
  contract: 'owner_id',
} as const;

const whole = (value: number | null) => sql<number>`cast(${value} as bigint)`;

/** A line of the audit for each row that goes over, or back: who owned it and who does now. */
export async function auditHandedRows(
  tx: Tx,
  handover: { id: number; userId: number },
  { kind, back }: { kind: HandedKind; back: boolean },
  head: AuditHead,
): Promise<void> {
  const opening = sql.lit(`{"${ownerColumn[kind]}":`);
  const owner = (id: unknown) => sql<string>`${opening} || cast(${id} as text) || '}'`;
  const [from, to] = [owner(whole(handover.userId)), owner(sql.ref('handover_row.to_id'))];
  const customerOf = {
    customer: sql<number | null>`handover_row.row_id`,
    deal: sql<number | null>`(select customer_id from deal where deal.id = handover_row.row_id)`,
    plan: sql<number | null>`(select customer_id from plan where plan.id = handover_row.row_id)`,
    task: sql<number | null>`cast(null as bigint)`,
    campaign: sql<number | null>`cast(null as bigint)`,
    supplier: sql<number | null>`cast(null as bigint)`,
    contract: sql<
      number | null
    >`(select customer_id from contract where contract.id = handover_row.row_id)`,
  };
  await tx
    .insertInto('audit_event')
    .columns([
      'at',
      'actor_id',
      'session_id',
      'request_id',
      'address',
      'action',
      'entity',
      'entity_id',
      'customer_id',
      'before',
      'after',
    ])
    .expression((eb) =>
      eb
        .selectFrom('handover_row')
        .select([
          whole(head.at).as('at'),
          whole(head.actor_id).as('actor_id'),
          whole(head.session_id).as('session_id'),
          sql<string>`cast(${head.request_id} as text)`.as('request_id'),
          sql<string>`cast(${head.address} as text)`.as('address'),
          sql<string>`cast(${head.action} as text)`.as('action'),
          sql<string>`handover_row.kind`.as('entity'),
          'handover_row.row_id as entity_id',
          customerOf[kind].as('customer_id'),
          (back ? to : from).as('before'),
          (back ? from : to).as('after'),
        ])
        .where('handover_row.handover_id', '=', handover.id)
        .where('handover_row.kind', '=', kind)
        .where('handover_row.outcome', '=', back ? 'back' : 'handed')
        .orderBy('handover_row.row_id'),
    )
    .execute();
}
