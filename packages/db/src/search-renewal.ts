import { searchTexts } from '@xinhang/shared/search-texts.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Reader, Tx } from './database.ts';
import { contactsOf } from './repositories/contacts.ts';
import type { DB } from './schema/database.ts';
import { SEARCH_LAYOUT, type SearchIndex } from './search-index.ts';

const PAGE = 500;
const SAID_EVERY = 10_000;

/**
 * Indexes every customer anew where the index was written for another layout: after an upgrade,
 * before anybody searches. In one transaction, so that a start broken off begins again. `say` hears
 * how far it is: 200,000 customers take some minutes.
 */
export async function renewSearch(
  db: Kysely<DB>,
  search: SearchIndex,
  say: (text: string) => void = () => {},
): Promise<void> {
  if ((await layoutOf(db)) === SEARCH_LAYOUT) return;
  await db.transaction().execute(async (tx) => {
    let done = 0;
    for (let last: number | undefined = 0; ; done += PAGE) {
      last = await renewPage(tx, search, last);
      if (last === undefined) break;
      if (done % SAID_EVERY === 0) say(`Writing the search index anew: customer ${last} ...`);
    }
    await tx.updateTable('search_layout').set({ layout: SEARCH_LAYOUT }).execute();
  });
}

async function layoutOf(db: Reader): Promise<number> {
  return (await db.selectFrom('search_layout').select('layout').executeTakeFirstOrThrow()).layout;
}

async function renewPage(tx: Tx, search: SearchIndex, after: number): Promise<number | undefined> {
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'name', 'short_name', 'phone', 'owner_id'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute();
  if (rows.length === 0) return undefined;
  await indexRows(tx, search, rows);
  return rows.at(-1)!.id;
}

/** Writes anew by whom and by which words these customers are found. */
export async function indexCustomers(
  tx: Tx,
  search: SearchIndex,
  ids: readonly number[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const rows = await tx
      .selectFrom('customer')
      .select(['id', 'name', 'short_name', 'phone', 'owner_id'])
      .where('id', 'in', ids.slice(at, at + PAGE))
      .execute();
    await indexRows(tx, search, rows);
  }
}

type Indexed = Pick<
  Selectable<DB['customer']>,
  'id' | 'name' | 'short_name' | 'phone' | 'owner_id'
>;

async function indexRows(tx: Tx, search: SearchIndex, rows: readonly Indexed[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  const found = await contactsOf(tx, ids);
  const contacts = Map.groupBy(
    found.contacts.filter((contact) => contact.left_at === null),
    (contact) => contact.customer_id,
  );
  const phones = Map.groupBy(found.phones, (phone) => phone.contact_id);
  const helping = await tx
    .selectFrom('customer_collaborator')
    .selectAll()
    .where('customer_id', 'in', ids)
    .execute();
  for (const row of rows) {
    const people = contacts.get(row.id) ?? [];
    const numbers = people.flatMap((contact) => phones.get(contact.id) ?? []);
    await search.put(tx, row.id, searchTexts(row, people, numbers), {
      ownerId: row.owner_id,
      collaboratorIds: helping
        .filter((one) => one.customer_id === row.id)
        .map((one) => one.user_id),
    });
  }
}
