import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ProviderRecord = Selectable<DB['message_provider']>;

export async function listProviders(db: Reader): Promise<ProviderRecord[]> {
  return await db.selectFrom('message_provider').selectAll().orderBy('channel', 'desc').execute();
}

export async function providerOf(db: Reader, channel: string): Promise<ProviderRecord> {
  return await db
    .selectFrom('message_provider')
    .selectAll()
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
}

/** Changes it from exactly this version; undefined when somebody was faster. */
export async function updateProvider(
  tx: Tx,
  { channel, version }: { channel: string; version: number },
  changes: { kind: string; config: string },
): Promise<ProviderRecord | undefined> {
  return await tx
    .updateTable('message_provider')
    .set({ ...changes, version: version + 1 })
    .where('channel', '=', channel)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
