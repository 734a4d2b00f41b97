import { ftsMatch, indexTokens, parseQuery } from '@xinhang/shared/search-tokens.ts';
import { sql } from 'kysely';
import type { SearchIndex } from '../search-index.ts';

/** FTS5 over ordered bigrams, without a copy of the text. */
export const sqliteSearch: SearchIndex = {
  async put(tx, customerId, texts) {
    await sql`delete from customer_search where rowid = ${customerId}`.execute(tx);
    await sql`insert into customer_search (rowid, name, contact, phone) values (${customerId},
      ${indexTokens(texts.name)}, ${indexTokens(texts.contact)}, ${indexTokens(texts.phone)})`.execute(
      tx,
    );
  },
  async remove(tx, customerId) {
    await sql`delete from customer_search where rowid = ${customerId}`.execute(tx);
  },
  matching(query, columns) {
    const terms = parseQuery(query);
    if (terms.length === 0) return sql`(select 0 as id where 1 = 0)`;
    const match = `{${columns.join(' ')}} : (${ftsMatch(terms)})`;
    return sql`(select rowid as id from customer_search where customer_search match ${match})`;
  },
};
