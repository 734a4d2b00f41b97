import { createHash } from 'node:crypto';
import type { Database, Reader } from '@xinhang/db/database.ts';
import {
  insertSeals,
  lastSeal,
  passedOver,
  sealedEvents,
  unsealedEvents,
  type AuditEvent,
  type AuditSeal,
} from '@xinhang/db/repositories/audit-seals.ts';

/** What the first seal is chained to. */
const BEGINNING = '0'.repeat(64);
const AT_ONCE = 500;

/** A row in the one way in which it is hashed; the order of the fields is part of the format. */
function canonical(event: AuditEvent): string {
  return JSON.stringify([
    event.id,
    event.at,
    event.actor_id,
    event.session_id,
    event.request_id,
    event.address,
    event.action,
    event.entity,
    event.entity_id,
    event.customer_id,
    event.before,
    event.after,
  ]);
}

/** Made of the hash before it, its place in the chain and the row. */
function sealHash(previous: string, seq: number, event: AuditEvent): string {
  return createHash('sha256')
    .update(`${previous}\n${seq}\n${canonical(event)}`)
    .digest('hex');
}

/** Seals every row that has no seal yet, in the order of their commits. `now` in UTC ms. */
export async function sealAudit(db: Database, now: () => number): Promise<number> {
  let sealed = 0;
  for (;;) {
    const some = await db.transaction(async (tx) => {
      const events = await unsealedEvents(tx, AT_ONCE);
      if (events.length === 0) return 0;
      const last = await lastSeal(tx);
      let previous = last?.hash ?? BEGINNING;
      let seq = last?.seq ?? 0;
      const seals = events.map((event): AuditSeal => {
        seq += 1;
        previous = sealHash(previous, seq, event);
        return { seq, event_id: event.id, hash: previous, at: now() };
      });
      await insertSeals(tx, seals);
      return events.length;
    });
    sealed += some;
    if (some < AT_ONCE) return sealed;
  }
}

/** The newest link of the chain: kept elsewhere (a backup), it shows that the end was cut off. */
export interface ChainHead {
  seq: number;
  hash: string;
}

export interface ChainReport {
  /** Rows whose seals were found right. */
  sealed: number;
  head: ChainHead | null;
  /** The first thing that is wrong; null when all is well. */
  broken: {
    /** `row-changed` also when it is the seal that was changed. */
    how: 'row-changed' | 'row-missing' | 'seal-missing' | 'row-slipped-in' | 'cut-off';
    /** The seal and the row it concerns, as far as there are such. */
    seq: number | null;
    eventId: number | null;
  } | null;
}

/**
 * Walks the chain from its beginning. With heads that were kept elsewhere also finds that the
 * chain was cut off, or made anew, behind them.
 */
export async function verifyAudit(
  db: Reader,
  kept: readonly ChainHead[] = [],
): Promise<ChainReport> {
  let head = null as ChainHead | null;
  const expected = new Map(kept.map(({ seq, hash }) => [seq, hash]));
  const broken = (
    how: NonNullable<ChainReport['broken']>['how'],
    seq: number | null,
    eventId: number | null,
  ): ChainReport => ({ sealed: head?.seq ?? 0, head, broken: { how, seq, eventId } });
  for (;;) {
    const links = await sealedEvents(db, head?.seq ?? 0, AT_ONCE);
    for (const { seal, event } of links) {
      const { seq, event_id: eventId, hash } = seal;
      if (seq !== (head?.seq ?? 0) + 1) return broken('seal-missing', (head?.seq ?? 0) + 1, null);
      if (!event) return broken('row-missing', seq, eventId);
      const right = sealHash(head?.hash ?? BEGINNING, seq, event);
      if (hash !== right || (expected.get(seq) ?? hash) !== hash) {
        return broken('row-changed', seq, eventId);
      }
      head = { seq, hash };
    }
    if (links.length < AT_ONCE) break;
  }
  const last = Math.max(0, ...expected.keys());
  if (last > (head?.seq ?? 0)) return broken('cut-off', last, null);
  const slipped = await passedOver(db);
  if (slipped !== undefined) return broken('row-slipped-in', null, slipped);
  return { sealed: head?.seq ?? 0, head, broken: null };
}
