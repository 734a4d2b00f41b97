import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely';
import type { Period } from '@xinhang/shared/periods.ts';
import type { DB } from './schema/database.ts';

/** Departments that stood somewhere from a day on (null: ever) up to before another (null: on). */
export interface DeptsAt {
  ids: readonly number[];
  from: string | null;
  before: string | null;
}

/** Which rows are meant; whoever asks sees those of them that are in his scope. */
export interface AchievementQuestion {
  metric: string;
  /** Absent: everybody's. */
  userIds?: readonly number[] | undefined;
  /** Credited to departments: to which ones, may depend on the day. */
  depts?: readonly DeptsAt[] | undefined;
  /** Only what is of this part; an empty one of those that say nothing. */
  partOf?: { dimension: AchievementDimension; part: string } | undefined;
  /** How much of these goods: only what is counted in this base unit. */
  goods?: CountedGoods | null | undefined;
}

/** One product, or those that stood in one of these categories when they were posted. */
export type CountedGoods = { unitId: number } & (
  | { productId: number }
  | { categoryIds: readonly number[] }
);

/** By what rows can be told apart, and where that stands. */
const dimensions = { region: 'region', category: 'category_id', product: 'product_id' } as const;
export type AchievementDimension = keyof typeof dimensions;

/** The part of a row as text: empty where it has none. */
export const partIn = (dimension: AchievementDimension) =>
  dimension === 'region'
    ? sql<string>`achievement_ledger.region`
    : sql<string>`coalesce(cast(${sql.ref(`achievement_ledger.${dimensions[dimension]}`)} as text), '')`;

/** Credited to one of the departments on a day on which it stood there. */
function creditedTo(
  eb: ExpressionBuilder<DB, 'achievement_ledger'>,
  depts: readonly DeptsAt[],
  period?: Period,
) {
  const [from, to] = [period?.from ?? '', period?.to ?? '9999'];
  const times = depts.filter(
    (one) => (one.from === null || one.from <= to) && (one.before === null || one.before > from),
  );
  const column = 'achievement_ledger.credited_dept_id' as const;
  if (times.length === 1) {
    const { ids, from: since, before } = times[0]!;
    return eb.and([
      eb(column, 'in', ids),
      // What the period says already is not asked twice.
      ...(since !== null && since > from
        ? [eb('achievement_ledger.business_date', '>=', since)]
        : []),
      ...(before !== null && before <= to
        ? [eb('achievement_ledger.business_date', '<', before)]
        : []),
    ]);
  }
  // Found by any of the departments; which of them on which day only sifts, so that the OR, in
  // which no index helps, tempts no planner away from theirs.
  const day = sql<string>`coalesce(achievement_ledger.business_date, '')`;
  const dept = sql<number>`coalesce(achievement_ledger.credited_dept_id, 0)`;
  return eb.and([
    eb(column, 'in', [...new Set(times.flatMap(({ ids }) => ids))]),
    eb.or(
      times.map((one) =>
        eb.and([
          eb(dept, 'in', one.ids),
          eb(day, '>=', one.from ?? ''),
          eb(day, '<', one.before ?? '9999'),
        ]),
      ),
    ),
  ]);
}

/** Without what its reader may open. */
export function narrowed(
  from: SelectQueryBuilder<DB, 'achievement_ledger', object>,
  { metric, userIds, depts, partOf, goods }: AchievementQuestion,
  period?: Period,
) {
  let query = from.where('achievement_ledger.metric', '=', metric);
  if (userIds) query = query.where('achievement_ledger.credited_user_id', 'in', userIds);
  if (depts) query = query.where((eb) => creditedTo(eb, depts, period));
  if (period) {
    query = query
      .where('achievement_ledger.business_date', '>=', period.from)
      .where('achievement_ledger.business_date', '<=', period.to);
  }
  if (partOf) query = query.where(partIn(partOf.dimension), '=', partOf.part);
  if (goods) query = query.where((eb) => countedAs(eb, goods));
  return query;
}

/** Of these goods, and of a product that is counted in their unit today. */
const countedAs = (eb: ExpressionBuilder<DB, 'achievement_ledger'>, goods: CountedGoods) =>
  eb.and([
    'productId' in goods
      ? eb('achievement_ledger.product_id', '=', goods.productId)
      : eb('achievement_ledger.category_id', 'in', goods.categoryIds),
    eb.exists(
      eb
        .selectFrom('product')
        .select('product.id')
        .whereRef('product.id', '=', 'achievement_ledger.product_id')
        .where('product.unit_id', '=', goods.unitId),
    ),
  ]);
