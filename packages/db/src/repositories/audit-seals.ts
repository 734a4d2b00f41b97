import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type AuditEvent = Selectable<DB['audit_event']>;
export type AuditSeal = Selectable<DB['audit_seal']>;

/**
 * Rows that are not sealed may lie this far below the newest sealed one: with several writers a
 * transaction that began earlier commits later.
 */
const LATE = 1000;

export async function lastSeal(db: Reader): Promise<AuditSeal | undefined> {
  return await db
    .selectFrom('audit_seal')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Rows without a seal, oldest first; none far below the newest sealed one. */
export async function unsealedEvents(db: Reader, limit: number): Promise<AuditEvent[]> {
  const newest = await db
    .selectFrom('audit_seal')
    .select((eb) => eb.fn.max('event_id').as('id'))
    .executeTakeFirst();
  return await db
    .selectFrom('audit_event')
    .selectAll('audit_event')
    .leftJoin('audit_seal', 'audit_seal.event_id', 'audit_event.id')
    .where('audit_event.id', '>', Number(newest?.id ?? 0) - LATE)
    .where('audit_seal.seq', 'is', null)
    .orderBy('audit_event.id')
    .limit(limit)
    .execute();
}

export async function insertSeals(tx: Tx, seals: readonly AuditSeal[]): Promise<void> {
  if (seals.length > 0) await tx.insertInto('audit_seal').values(seals).execute();
}

/** Seals after one in order, each with the row it seals; null where that row is gone. */
export async function sealedEvents(
  db: Reader,
  afterSeq: number,
  limit: number,
): Promise<{ seal: AuditSeal; event: AuditEvent | null }[]> {
  const seals = await db
    .selectFrom('audit_seal')
    .selectAll()
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  if (seals.length === 0) return [];
  const events = await db
    .selectFrom('audit_event')
    .selectAll()
    .where(
      'id',
      'in',
      seals.map((seal) => seal.event_id),
    )
    .execute();
  const byId = new Map(events.map((event) => [event.id, event]));
  return seals.map((seal) => ({ seal, event: byId.get(seal.event_id) ?? null }));
}

/** The oldest row that has no seal although a later one has; undefined when there is none. */
export async function passedOver(db: Reader): Promise<number | undefined> {
  const found = await db
    .selectFrom('audit_event')
    .leftJoin('audit_seal', 'audit_seal.event_id', 'audit_event.id')
    .select('audit_event.id')
    .where('audit_seal.seq', 'is', null)
    .where('audit_event.id', '<', (eb) =>
      eb.selectFrom('audit_seal').select((some) => some.fn.max('event_id').as('id')),
    )
    .orderBy('audit_event.id')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}
