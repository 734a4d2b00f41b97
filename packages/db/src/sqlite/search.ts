import { ftsPhrase } from '@xinhang/shared/search-tokens.ts';
import { sql } from 'kysely';
import { remembered } from '../remembered.ts';
import { tokensOf, waysOf, withinTokens, type SearchIndex } from '../search-index.ts';

/** FTS5 over ordered bigrams, without a copy of the text. */
export const sqliteSearch: SearchIndex = {
  async put(tx, customerId, texts, holders) {
    await sqliteSearch.remove(tx, customerId);
    await sqliteSearch.add(tx, customerId, texts, holders);
  },
  async add(tx, customerId, texts, holders) {
    const values = { id: customerId, ...tokensOf(texts, holders) };
    await remembered(tx, { key: 'search add', values }, (slots) => ({
      compile: () =>
        sql`insert into customer_search (rowid, name, contact, phone, holder) values (
          ${slots.id}, ${slots.name}, ${slots.contact}, ${slots.phone}, ${slots.holder})`.compile(
          tx,
        ),
    }));
  },
  async remove(tx, customerId) {
    await sql`delete from customer_search where rowid = ${customerId}`.execute(tx);
  },
  expression(query, columns, within) {
    const words = waysOf(query, columns);
    if (!words) return null;
    const parts = words.map((ways) =>
      ways.map((way) => `{${way.columns.join(' ')}} : ${ftsPhrase(way.term)}`),
    );
    if (within) {
      const holders = withinTokens(within);
      if (holders.length === 0) return null;
      parts.push([`holder : (${holders.map((token) => `"${token}"`).join(' OR ')})`]);
    }
    return parts.map((ways) => `(${ways.join(' OR ')})`).join(' AND ');
  },
  both: (expression, others) => `(${expression}) AND ((${others.join(') OR (')}))`,
  matching(expression) {
    return sql`(select rowid as id from customer_search where customer_search match ${expression})`;
  },
};
