import { nameCore } from '@xinhang/shared/name-core.ts';
import { nameKey, phoneKey } from '@xinhang/shared/text-keys.ts';
import type { Transaction } from 'kysely';
import type { DB } from '../schema/database.ts';
import type { Migration } from './ddl.ts';

const PAGE = 1000;

async function fillPage(tx: Transaction<DB>, after: number): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'name', 'name_key', 'phone', 'phone_key'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return undefined;
  for (const row of rows) {
    const keys = {
      name_key: nameKey(row.name),
      name_core: nameCore(row.name),
      // Of several numbers in one field the first counts now.
      phone_key: phoneKey(row.phone).number,
    };
    const same = keys.name_key === row.name_key && keys.phone_key === row.phone_key;
    if (!same || keys.name_core !== '') {
      await tx.updateTable('customer').set(keys).where('id', '=', row.id).execute();
    }
  }
  return rows.at(-1)!.id;
}

/**
 * Traditional and simplified characters meet in the keys of names, and each customer has the core
 * of its name, under which likely duplicates are found.
 */
export const namesAlike: Migration = {
  id: 12,
  name: 'names-alike',
  statements: ({ orderedText }) => [
    `ALTER TABLE customer ADD COLUMN name_core ${orderedText} NOT NULL DEFAULT ''`,
    `CREATE INDEX customer_name_core ON customer (name_core)`,
  ],
  async fill(tx) {
    let last: number | undefined = 0;
    while (last !== undefined) last = await fillPage(tx, last);
  },
};
