import { tsPhrase } from '@xinhang/shared/search-tokens.ts';
import { sql } from 'kysely';
import {
  tokensOf,
  waysOf,
  withinTokens,
  type SearchColumn,
  type SearchIndex,
} from '../search-index.ts';

/** Columns are told apart by the weight of their lexemes. */
const weights: Record<SearchColumn, string> = { name: 'A', contact: 'B', phone: 'C' };
const HOLDER = 'D';

const weighted = (tokens: string, weight: string) =>
  sql`setweight(to_tsvector('simple', ${tokens}), ${sql.lit(weight)})`;

/** The same tokens as a tsvector with a GIN index. */
export const postgresSearch: SearchIndex = {
  async put(tx, customerId, texts, holders) {
    const { name, contact, phone, holder } = tokensOf(texts, holders);
    const tokens = sql.join(
      [
        weighted(name, weights.name),
        weighted(contact, weights.contact),
        weighted(phone, weights.phone),
        weighted(holder, HOLDER),
      ],
      sql` || `,
    );
    await sql`insert into customer_search (id, tokens) values (${customerId}, ${tokens})
      on conflict (id) do update set tokens = excluded.tokens`.execute(tx);
  },
  add: (tx, customerId, texts, holders) => postgresSearch.put(tx, customerId, texts, holders),
  async remove(tx, customerId) {
    await sql`delete from customer_search where id = ${customerId}`.execute(tx);
  },
  expression(query, columns, within) {
    const words = waysOf(query, columns);
    if (!words) return null;
    const parts = words.map((ways) =>
      ways.map((way) => tsPhrase(way.term, way.columns.map((name) => weights[name]).join(''))),
    );
    if (within) {
      const holders = withinTokens(within);
      if (holders.length === 0) return null;
      parts.push(holders.map((token) => `${token}:${HOLDER}`));
    }
    return parts.map((ways) => `(${ways.join(' | ')})`).join(' & ');
  },
  both: (expression, others) => `(${expression}) & ((${others.join(') | (')}))`,
  matching(expression) {
    return sql`(select id from customer_search where tokens @@ ${expression}::tsquery)`;
  },
};
