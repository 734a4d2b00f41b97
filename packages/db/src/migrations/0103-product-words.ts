import type { Migration } from './ddl.ts';

/**
 * A picker looks for words within codes, names, specs and pinyin of every product in use: an index
 * that holds them in order of the name is read to the end of a page, and no row beside those
 * found. Entries of PostgreSQL are too short for the texts; it reads the table.
 */
export const productWordsMigration: Migration = {
  id: 103,
  name: 'product-words',
  statements: ({ engine }) =>
    engine === 'sqlite'
      ? [
          'DROP INDEX product_name',
          'CREATE INDEX product_name ON product (name_sort, id, active, find_text)',
        ]
      : [],
};
