import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Reader } from '../database.ts';
import { placeInScope, type Places } from '../scope-places.ts';
import type { DB } from '../schema/database.ts';
import { changeOf, heldList } from './stock-ledger.ts';
import { figuresIn, goodsNamed } from './stock-on-hand.ts';

/** What there was, what came and went, of goods between two days; plain data. */
export interface SummaryQuestion {
  /** Places whose stock is summed: those its reader sees, or one of them. */
  places: Places;
  /** Folded words, each of which must be found. */
  words: readonly string[];
  categoryPath?: string | undefined;
  /** Business dates, both included; open on either side. */
  from?: string | undefined;
  to?: string | undefined;
}

type Products = ExpressionBuilder<DB, 'product'>;

/** Movements that touch these places, with the kinds of those that they lead from and to. */
const movements = (db: Reader, places: Places) =>
  db
    .selectFrom('stock_ledger')
    .innerJoin('location as source', 'source.id', 'stock_ledger.from_location_id')
    .innerJoin('location as target', 'target.id', 'stock_ledger.to_location_id')
    .where(placeInScope(places, 'stock_ledger.from_location_id', 'stock_ledger.to_location_id'));

const date = sql.ref('stock_ledger.business_date');
const within = ({ from, to }: SummaryQuestion) =>
  sql<SqlBool>`(${from === undefined ? sql`1 = 1` : sql`${date} >= ${from}`}
    and ${to === undefined ? sql`1 = 1` : sql`${date} <= ${to}`})`;
const later = ({ to }: SummaryQuestion) =>
  to === undefined ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${date} > ${to}`;

/** What a row adds to what the company paid for its goods, fen. */
const worthOf = sql<number>`((case when target.kind in (${heldList}) then 1 else 0 end)
  - (case when source.kind in (${heldList}) then 1 else 0 end)) * stock_ledger.value_fen`;

/**
 * Sums over rows of the ledger. What takes back another row stands with that row, as less: goods
 * that came by mistake and were reversed did not go out.
 */
function sumsOf(question: SummaryQuestion) {
  const change = changeOf(question);
  const way = sql`(case when ${change} <> 0 then ${change} else ${worthOf} end)
    * (case when stock_ledger.reversal_of is null then 1 else -1 end)`;
  const sum = (when: Expression<SqlBool>, what: Expression<number>) =>
    sql<number>`coalesce(sum(case when ${when} then ${what} else 0 end), 0)`;
  const cameIn = sql<SqlBool>`${within(question)} and ${way} > 0`;
  const wentOut = sql<SqlBool>`${within(question)} and ${way} < 0`;
  return [
    sum(cameIn, change).as('in_e4'),
    sum(wentOut, change).as('out_e4'),
    sum(later(question), change).as('later_e4'),
    sum(cameIn, worthOf).as('in_fen'),
    sum(wentOut, worthOf).as('out_fen'),
    sum(later(question), worthOf).as('later_fen'),
  ] as const;
}

/** Products of which there was something at the end, or of which something moved. */
function asked(eb: Products, db: Reader, question: SummaryQuestion): Expression<SqlBool> {
  const { places } = question;
  const ofIt = (rows: ReturnType<typeof movements>) =>
    rows.whereRef('stock_ledger.product_id', '=', 'product.id' as never);
  const after = ofIt(movements(db, places))
    .where(later(question))
    .select(sql<number>`coalesce(sum(${changeOf(question)}), 0)`.as('sum'));
  const moved = ofIt(movements(db, places)).where(within(question)).select('stock_ledger.id');
  const { held } = figuresIn(places);
  const left =
    question.to === undefined ? sql<SqlBool>`${held} <> 0` : sql<SqlBool>`${held} <> (${after})`;
  return eb.and([...goodsNamed(eb, question), eb.or([left, eb.exists(moved)])]);
}

export interface SummaryRecord {
  id: number;
  code: string;
  code_key: string;
  name: string;
  spec: string;
  qty_decimals: number;
  unit_id: number;
  unit_name: string;
  category_id: number | null;
  category_name: string | null;
  active: number;
  sums: SummarySums;
}
/** Of the base unit in 1/10,000, and fen; what came less what went is what was added. */
export interface SummarySums {
  openingE4: number;
  inE4: number;
  outE4: number;
  closingE4: number;
  openingFen: number;
  inFen: number;
  outFen: number;
  closingFen: number;
}

type Summed = Record<`${'in' | 'out' | 'later'}_${'e4' | 'fen'}`, number>;

function toSums(now: { qty: number; fen: number }, row: Summed | undefined): SummarySums {
  const [inE4, outE4] = [Number(row?.in_e4 ?? 0), -Number(row?.out_e4 ?? 0)];
  const [inFen, outFen] = [Number(row?.in_fen ?? 0), -Number(row?.out_fen ?? 0)];
  const closingE4 = now.qty - Number(row?.later_e4 ?? 0);
  const closingFen = now.fen - Number(row?.later_fen ?? 0);
  return {
    openingE4: closingE4 - inE4 + outE4,
    inE4,
    // Nothing is not less than nothing.
    outE4: outE4 || 0,
    closingE4,
    openingFen: closingFen - inFen + outFen,
    inFen,
    outFen: outFen || 0,
    closingFen,
  };
}

/** A page of products by code, reckoned back from what there is now. */
export async function stockSummary(
  db: Reader,
  question: SummaryQuestion,
  { after, limit }: { after: string | null; limit: number },
): Promise<SummaryRecord[]> {
  const figures = figuresIn(question.places);
  let query = db
    .selectFrom('product')
    .innerJoin('unit', 'unit.id', 'product.unit_id')
    .leftJoin('product_category', 'product_category.id', 'product.category_id')
    .select(['product.id', 'product.code', 'product.code_key', 'product.name', 'product.spec'])
    .select(['product.qty_decimals', 'product.active', 'product.unit_id', 'product.category_id'])
    .select(['unit.name as unit_name', 'product_category.name as category_name'])
    .select([figures.held.as('held_e4'), figures.worth.as('value_fen')])
    .where((eb) => asked(eb as never, db, question));
  if (after !== null) query = query.where('product.code_key', '>', after);
  const rows = await query.orderBy('product.code_key').limit(limit).execute();
  if (rows.length === 0) return [];
  const { from, places } = question;
  let moved = movements(db, places)
    .select('stock_ledger.product_id')
    .select(sumsOf(question))
    .where(
      'stock_ledger.product_id',
      'in',
      rows.map((row) => row.id),
    );
  if (from !== undefined) moved = moved.where('stock_ledger.business_date', '>=', from);
  const sums = new Map(
    (await moved.groupBy('stock_ledger.product_id').execute()).map((row) => [row.product_id, row]),
  );
  return rows.map(({ held_e4, value_fen, ...row }) => ({
    ...row,
    sums: toSums({ qty: Number(held_e4), fen: Number(value_fen) }, sums.get(row.id)),
  }));
}

/** How many products that is, and, where that is all places, what they cost. */
export async function stockSummaryTotals(
  db: Reader,
  question: SummaryQuestion,
): Promise<{ count: number; sums: SummarySums | null }> {
  const { n } = await db
    .selectFrom('product')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => asked(eb, db, question))
    .executeTakeFirstOrThrow();
  if (question.places !== null) return { count: Number(n), sums: null };
  const named = (eb: Products) => eb.and(goodsNamed(eb, question));
  const now = await db
    .selectFrom('stock_pool')
    .innerJoin('product', 'product.id', 'stock_pool.product_id')
    .select((eb) => [
      eb.fn.sum<number>('stock_pool.qty_e4').as('qty'),
      eb.fn.sum<number>('stock_pool.value_fen').as('fen'),
    ])
    .where((eb) => named(eb as never))
    .executeTakeFirstOrThrow();
  let moved = movements(db, null)
    .innerJoin('product', 'product.id', 'stock_ledger.product_id')
    .select(sumsOf(question))
    .where((eb) => named(eb as never));
  if (question.from !== undefined) {
    moved = moved.where('stock_ledger.business_date', '>=', question.from);
  }
  const sums = await moved.executeTakeFirst();
  const there = { qty: Number(now.qty ?? 0), fen: Number(now.fen ?? 0) };
  return { count: Number(n), sums: toSums(there, sums) };
}
