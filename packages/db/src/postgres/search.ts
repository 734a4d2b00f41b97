import { indexTokens, parseQuery, tsQuery } from '@xinhang/shared/search-tokens.ts';
import { sql } from 'kysely';
import type { SearchColumn, SearchIndex } from '../search-index.ts';

/** Columns are told apart by the weight of their lexemes. */
const weights: Record<SearchColumn, string> = { name: 'A', contact: 'B', phone: 'C' };

/** The same ordered bigrams as a tsvector with a GIN index. */
export const postgresSearch: SearchIndex = {
  async put(tx, customerId, texts) {
    const part = (column: SearchColumn) =>
      sql`setweight(to_tsvector('simple', ${indexTokens(texts[column])}), ${sql.lit(weights[column])})`;
    await sql`insert into customer_search (id, tokens)
      values (${customerId}, ${part('name')} || ${part('contact')} || ${part('phone')})
      on conflict (id) do update set tokens = excluded.tokens`.execute(tx);
  },
  async remove(tx, customerId) {
    await sql`delete from customer_search where id = ${customerId}`.execute(tx);
  },
  matching(query, columns) {
    const terms = parseQuery(query);
    if (terms.length === 0) return sql`(select 0 as id where 1 = 0)`;
    const allowed = columns.map((column) => weights[column]).join('');
    const weighted = tsQuery(terms).replace(
      /([0-9a-z]+)(:\*)?/g,
      (_, token: string, prefix: string | undefined) => `${token}:${prefix ? '*' : ''}${allowed}`,
    );
    return sql`(select id from customer_search where tokens @@ ${weighted}::tsquery)`;
  },
};
