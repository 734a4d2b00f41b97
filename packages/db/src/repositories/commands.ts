import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { insertNumbered, insertRemembered, remembered } from '../remembered.ts';

export interface StoredCommand {
  endpoint: string;
  body_hash: string;
  status: number;
  answer: string | null;
}

/** What an earlier run of the same command answered, if it committed. */
export async function findCommand(
  db: Reader,
  actorId: number,
  key: string,
): Promise<StoredCommand | undefined> {
  const asked = { key: 'findCommand', values: { actorId, key } };
  const [row] = await remembered(db, asked, (values) =>
    db
      .selectFrom('idempotency_key')
      .select(['endpoint', 'body_hash', 'status', 'answer'])
      .where('actor_id', '=', values.actorId)
      .where('key', '=', values.key),
  );
  return row;
}

export async function saveCommand(
  tx: Tx,
  command: StoredCommand & { actor_id: number; key: string; at: number },
): Promise<void> {
  await insertRemembered(tx, 'idempotency_key', command);
}

export type AuditEntry = Omit<Selectable<DB['audit_event']>, 'id'>;

export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await insertRemembered(tx, 'audit_event', entry);
}

export interface ChangeRow {
  entity: string;
  entity_id: number;
  version: number;
  customer_id: number | null;
  audience: string;
  places: string | null;
  at: number;
}

/** Records that a row changed; the sequence number orders what clients hear. */
export async function appendChange(tx: Tx, change: ChangeRow): Promise<number> {
  return await insertNumbered(tx, 'change_event', change, 'seq');
}
