import type {
  Compilable,
  CompiledQuery,
  Insertable,
  InsertQueryBuilder,
  InsertResult,
  Selectable,
  Updateable,
} from 'kysely';
import type { Reader, Tx } from './database.ts';
import type { DB } from './schema/database.ts';

/** Stands in a query for a value that is known only when it runs. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

type Values = Readonly<Record<string, string | number | null>>;

/** Per owner; a client that asks for odd pages makes no more than this. */
const MAX_TEXTS = 400;

/** Owner of what depends on no person. */
const everybody = {};
const known = new WeakMap<object, WeakMap<object, Map<string, CompiledQuery>>>();

function queriesOf(db: Reader, owner: object): Map<string, CompiledQuery> {
  const { adapter } = db.getExecutor();
  let ofOwner = known.get(owner);
  if (!ofOwner) known.set(owner, (ofOwner = new WeakMap()));
  let queries = ofOwner.get(adapter);
  if (!queries) ofOwner.set(adapter, (queries = new Map()));
  return queries;
}

/**
 * Runs a query whose text is built once and then only given its values: building and compiling
 * cost more than SQLite takes to answer. `key` names the text among those of `owner` (an actor,
 * whose resolved rights may be part of the text; a change of rights brings a new actor object).
 * `build` must use nothing that may differ under the same key but the values it is given.
 */
export async function remembered<V extends Values, Row>(
  db: Reader,
  { owner = everybody, key, values }: { owner?: object; key: string; values: V },
  build: (values: V) => Compilable<Row>,
): Promise<Row[]> {
  const queries = queriesOf(db, owner);
  let query = queries.get(key);
  if (!query) {
    const slots = Object.fromEntries(Object.keys(values).map((name) => [name, new Slot(name)]));
    query = build(slots as unknown as V).compile();
    if (queries.size >= MAX_TEXTS) queries.clear();
    queries.set(key, query);
  }
  const parameters = query.parameters.map((value) =>
    value instanceof Slot ? values[value.name] : value,
  );
  return (await db.executeQuery<Row>({ ...query, parameters } as CompiledQuery<Row>)).rows;
}

/** Values of a list; `build` gets them back by `listed`. */
export function numbered<T extends string | number>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.map((value, at) => [at, value]));
}

/** `names`: those of one list among others. */
export function listed<T extends string | number>(
  values: Record<string, T>,
  names?: readonly string[],
): T[] {
  return names ? names.map((name) => values[name]!) : Object.values(values);
}

/** Values of one list beside those of another. */
export function prefixed<T>(prefix: string, values: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

/**
 * The same for lists of any length that are only looked up in: the last one stands for those that
 * are missing up to a power of two, so that all lengths share few texts.
 */
export function padded<T extends string | number>(list: readonly T[]): Record<string, T> {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, list.length)));
  return Object.fromEntries(
    Array.from({ length: list.length === 0 ? 0 : length }, (_, at) => [
      at,
      list[at] ?? list.at(-1)!,
    ]),
  );
}

type Row = Readonly<Record<string, string | number | null | undefined>>;

type SetRow = Readonly<Record<string, string | number | null>>;

/** What is set of a row, and the key of the text that sets it. */
function columnsOf(row: Row): { key: string; values: SetRow } {
  let key = '';
  let unset = false;
  for (const name of Object.keys(row)) {
    if (row[name] === undefined) unset = true;
    else key += `${name},`;
  }
  // Most rows set all of their columns, and are not copied.
  const set = unset ? Object.entries(row).filter(([, value]) => value !== undefined) : null;
  return { key, values: (set ? Object.fromEntries(set) : row) as SetRow };
}

/** Inserts a row of a table that every command writes, by a text built once for these columns. */
export async function insertRemembered<T extends keyof DB>(
  tx: Tx,
  table: T,
  row: Insertable<DB[T]>,
): Promise<void> {
  const { key, values } = columnsOf(row as Row);
  await remembered(tx, { key: `insert ${table} ${key}`, values }, (slots) =>
    tx.insertInto(table).values(slots as never),
  );
}

type OnConflict<T extends keyof DB> = Parameters<
  InsertQueryBuilder<DB, T, InsertResult>['onConflict']
>[0];

/** Rows that one statement inserts; as many texts are kept of a table at the most. */
const ROWS_AT_ONCE = 20;

/**
 * Inserts rows that all set the same columns, in as few statements as their number allows; `or`: what
 * becomes of one that is there already, the same at every call for a table.
 */
export async function insertManyRemembered<T extends keyof DB>(
  tx: Tx,
  table: T,
  rows: readonly Insertable<DB[T]>[],
  or?: OnConflict<T>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE) as readonly SetRow[];
    const names = Object.keys(part[0]!);
    const values = Object.fromEntries(
      part.flatMap((row, at) => names.map((name) => [`${at} ${name}`, row[name]!] as const)),
    );
    const key = `insert ${part.length} ${table} ${names.join()}${or ? ' or' : ''}`;
    await remembered(tx, { key, values }, (slots) => {
      const all = part.map((_, at) =>
        Object.fromEntries(names.map((name) => [name, slots[`${at} ${name}`]])),
      );
      const query = tx.insertInto(table).values(all as never);
      return or ? query.onConflict(or) : query;
    });
  }
}

/** The same, answering the number that the engine gave the row. */
export async function insertNumbered<T extends keyof DB>(
  tx: Tx,
  table: T,
  row: Insertable<DB[T]>,
  number: keyof DB[T] & string,
): Promise<number> {
  const { key, values } = columnsOf(row as Row);
  const [made] = await remembered(
    tx,
    { key: `insert ${table} ${number} ${key}`, values },
    (slots) =>
      tx
        .insertInto(table)
        .values(slots as never)
        .returning(number as never),
  );
  return (made as Record<string, number>)[number]!;
}

/** Changes rows by their number alone, by a text built once for these columns. */
export async function changeRemembered(
  tx: Tx,
  table: 'sales_order_line',
  id: number,
  changes: Updateable<DB['sales_order_line']>,
): Promise<void> {
  const { key, values } = columnsOf(changes as Row);
  if (key === '') return;
  const asked = { ...values, $id: id };
  await remembered(tx, { key: `change ${table} ${key}`, values: asked }, (slots) => {
    const { $id, ...columns } = slots;
    return tx.updateTable(table).set(columns).where('id', '=', $id);
  });
}

/** Changes a row of exactly this version by a text built once for these columns. */
export async function updateRemembered(
  tx: Tx,
  table: 'customer',
  { id, version }: { id: number; version: number },
  changes: Updateable<DB['customer']>,
): Promise<Selectable<DB['customer']> | undefined> {
  const { key, values } = columnsOf({ ...(changes as Row), version: version + 1 });
  const asked = { ...values, $id: id, $version: version };
  const [row] = await remembered(tx, { key: `update ${table} ${key}`, values: asked }, (slots) => {
    const { $id, $version, ...columns } = slots;
    return tx
      .updateTable(table)
      .set(columns)
      .where('id', '=', $id)
      .where('version', '=', $version)
      .returningAll();
  });
  return row;
}
