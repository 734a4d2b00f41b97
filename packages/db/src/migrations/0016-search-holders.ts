import type { Migration } from './ddl.ts';

/**
 * The search index knows through whom a customer is seen, so that it walks one's own. What it holds
 * is written anew after the migration (search-renewal.ts), as whenever its layout changes.
 */
export const searchHolders: Migration = {
  id: 16,
  name: 'search-holders',
  statements: ({ engine, int, strict }) => [
    ...(engine === 'sqlite'
      ? [
          `DROP TABLE customer_search`,
          // One Chinese letter, and three digits of a number, are four signs of a token
          // (search-tokens.ts): a search for them reads one list.
          `CREATE VIRTUAL TABLE customer_search USING fts5(name, contact, phone, holder,
            content='', contentless_delete=1, tokenize='unicode61', detail=full, prefix='4')`,
        ]
      : [`DELETE FROM customer_search`]),
    `CREATE TABLE search_layout (
      id ${int} PRIMARY KEY CHECK (id = 1), layout ${int} NOT NULL
    )${strict}`,
    `INSERT INTO search_layout (id, layout) VALUES (1, 0)`,
  ],
};
