import type { SearchTexts } from '@xinhang/shared/search-texts.ts';
import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { tokensOf, type Holders } from '../search-index.ts';

/** What SQLite says of the file itself; empty where all is well. */
export async function brokenPages(db: Reader): Promise<string[]> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(50)`.execute(db);
  return rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
}

/** Rows that refer to rows that are not there; `row` is empty where the table counts none. */
export async function brokenReferences(
  db: Reader,
): Promise<{ table: string; row: number | string; parent: string }[]> {
  const { rows } = await sql<{
    table: string;
    rowid: number | null;
    parent: string;
  }>`pragma foreign_key_check`.execute(db);
  return rows.map(({ table, rowid, parent }) => ({ table, row: rowid ?? '', parent }));
}

/**
 * Compares the search index with what it should hold, word by word: an index of the expected words
 * is made beside it, in temporary storage. Takes a connection that may only read.
 */
export async function openSearchComparison(db: Reader) {
  await sql`create virtual table temp.expected using fts5(name, contact, phone, holder,
    content='', tokenize='unicode61', detail=full)`.execute(db);
  for (const [vocabulary, schema, table] of [
    ['expected_words', 'temp', 'expected'],
    ['indexed_words', 'main', 'customer_search'],
  ] as const) {
    await sql`create virtual table ${sql.ref(`temp.${vocabulary}`)}
      using fts5vocab(${sql.lit(schema)}, ${sql.lit(table)}, 'instance')`.execute(db);
  }
  return {
    async expect(customerId: number, texts: SearchTexts, holders: Holders): Promise<void> {
      const { name, contact, phone, holder } = tokensOf(texts, holders);
      await sql`insert into temp.expected (rowid, name, contact, phone, holder) values (
        ${customerId}, ${name}, ${contact}, ${phone}, ${holder})`.execute(db);
    },
    /** Ids under which a word is missing or too much, the first `limit` of them. */
    async differences(limit: number): Promise<number[]> {
      const { rows } = await sql<{ doc: number }>`
        select doc from (select * from expected_words except select * from indexed_words)
        union
        select doc from (select * from indexed_words except select * from expected_words)
        limit ${limit}`.execute(db);
      return rows.map((row) => row.doc);
    },
  };
}
