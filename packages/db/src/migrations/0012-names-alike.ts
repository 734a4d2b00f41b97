import { foldHan } from '@xinhang/shared/han-fold.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { searchTexts } from '@xinhang/shared/search-texts.ts';
import { indexTokens } from '@xinhang/shared/search-tokens.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { sql, type Transaction } from 'kysely';
import type { DB } from '../schema/database.ts';
import type { Engine, Migration } from './ddl.ts';

const PAGE = 1000;
type Tx = Transaction<DB>;
type Named = { id: number; name: string; short_name: string; phone: string };

/** The search index as this migration finds it, written anew for one customer. */
async function putWords(
  tx: Tx,
  engine: Engine,
  customer: Named,
  contacts: readonly { id: number; name: string }[],
): Promise<void> {
  const ids = contacts.map((contact) => contact.id);
  const phones =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('contact_phone')
          .select(['number', 'extension'])
          .where('contact_id', 'in', ids)
          .execute();
  const { name, contact, phone } = searchTexts(customer, contacts, phones);
  const [a, b, c] = [indexTokens(name), indexTokens(contact), indexTokens(phone)];
  if (engine === 'sqlite') {
    await sql`delete from customer_search where rowid = ${customer.id}`.execute(tx);
    await sql`insert into customer_search (rowid, name, contact, phone)
      values (${customer.id}, ${a}, ${b}, ${c})`.execute(tx);
    return;
  }
  await sql`insert into customer_search (id, tokens) values (${customer.id},
    setweight(to_tsvector('simple', ${a}), 'A') || setweight(to_tsvector('simple', ${b}), 'B')
    || setweight(to_tsvector('simple', ${c}), 'C'))
    on conflict (id) do update set tokens = excluded.tokens`.execute(tx);
}

const folds = (text: string) => foldHan(text) !== text;

async function fillPage(tx: Tx, engine: Engine, after: number): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'name', 'short_name', 'phone', 'name_key'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return undefined;
  const contacts = await tx
    .selectFrom('contact')
    .select(['id', 'customer_id', 'name'])
    .where('customer_id', '>', after)
    .where('customer_id', '<=', rows.at(-1)!.id)
    .where('left_at', 'is', null)
    .execute();
  const people = Map.groupBy(contacts, (contact) => contact.customer_id);
  for (const row of rows) {
    const keys = { name_key: nameKey(row.name), name_core: nameCore(row.name) };
    if (keys.name_key !== row.name_key || keys.name_core !== '') {
      await tx.updateTable('customer').set(keys).where('id', '=', row.id).execute();
    }
    const own = people.get(row.id) ?? [];
    if ([row.name, row.short_name, ...own.map((one) => one.name)].some(folds)) {
      await putWords(tx, engine, row, own);
    }
  }
  return rows.at(-1)!.id;
}

/**
 * Traditional and simplified characters meet in keys and in the search index, and each customer
 * has the core of its name, under which likely duplicates are found.
 */
export const namesAlike: Migration = {
  id: 12,
  name: 'names-alike',
  statements: ({ orderedText }) => [
    `ALTER TABLE customer ADD COLUMN name_core ${orderedText} NOT NULL DEFAULT ''`,
    `CREATE INDEX customer_name_core ON customer (name_core)`,
  ],
  async fill(tx, engine) {
    let last: number | undefined = 0;
    while (last !== undefined) last = await fillPage(tx, engine, last);
  },
};
