import { chanceGrades } from '@xinhang/shared/customers.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { Actor } from '../actor.ts';
import { NO_DATE } from '../no-date.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, customerArms, withinReach, type ScopeArm } from '../scope.ts';
import { byHand } from './workload.ts';
import type { SearchColumn, SearchIndex } from '../search-index.ts';
import type { CustomerRecord } from './customers.ts';

const sortColumns = {
  lastFollowAt: 'last_follow_at',
  nextFollowOn: 'next_follow_on',
  createdAt: 'created_at',
  name: 'name_sort',
  completeness: 'completeness',
  stageSince: 'stage_since',
} as const;
export type CustomerSort = keyof typeof sortColumns | 'grade';

/** More than any instant, so that grade and last contact make one number that a page goes on from. */
const GRADE_STEP = 10_000_000_000_000;
const lastGrade = chanceGrades.length;

/** Where a row stands in the order by grade: A first, none last, the longest without contact first. */
export function gradePlace(row: { chance_grade: string | null; last_follow_at: number }): number {
  const at = chanceGrades.findIndex((grade) => grade === row.chance_grade);
  return (at < 0 ? lastGrade : at) * GRADE_STEP + row.last_follow_at;
}

const gradeRank = sql<number>`case customer.chance_grade ${sql.join(
  chanceGrades.map((grade, at) => sql`when ${sql.lit(grade)} then ${sql.lit(at)}`),
  sql` `,
)} else ${sql.lit(lastGrade)} end`;

/** What a list of this order is sorted by. */
function placeOf(sort: CustomerSort) {
  if (sort !== 'grade') return sql.ref<string | number>(`customer.${sortColumns[sort]}`);
  return sql<number>`(${gradeRank}) * ${sql.lit(GRADE_STEP)} + customer.last_follow_at`;
}

type ChanceGrade = (typeof chanceGrades)[number];

export interface CustomerConditions {
  /** Only what this permission reaches; `customers.read` unless said. */
  reach?: Permission | undefined;
  view?: 'mine' | 'team' | 'all' | 'pool' | undefined;
  stages?: readonly string[] | undefined;
  grades?: readonly string[] | undefined;
  valueGrades?: readonly string[] | undefined;
  ownerIds?: readonly number[] | undefined;
  industries?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  sources?: readonly string[] | undefined;
  /** Null: put away or not. */
  archived: boolean | null;
  /** Who registered them by hand. */
  registeredByIds?: readonly number[] | undefined;
  nextFrom?: string | undefined;
  nextTo?: string | undefined;
  /** Last contact before this instant; never contacted counts from the registration on. */
  idleSince?: number | undefined;
  /** The same by chance grade; `none` of those without one. */
  idleByGrade?: Readonly<Record<ChanceGrade | 'none', number>> | undefined;
  /** UTC ms, from and before. */
  createdFrom?: number | undefined;
  createdBefore?: number | undefined;
  tagIds?: readonly number[] | undefined;
  /** Has contacts that are shown. */
  contactsShown?: boolean | undefined;
  /** Asked by everybody every day: the text of the query is kept, for the values of the day. */
  daily?: true | undefined;
  /** Found by every word that was typed. */
  words?: { search: SearchIndex; q: string; columns: readonly SearchColumn[] } | undefined;
}

export interface CustomerPage {
  sort: CustomerSort;
  descending: boolean;
  after: Position | null;
  limit: number;
}

/** Never contacted counts from the registration on, and nothing else does: imports bring old talks. */
const talkedTo: ScopeArm = (eb) => eb('customer.last_follow_at', '>', 0);

/** All that is asked of a row, beside whose it is: that is held by the arms of the scope. */
export function narrowed(actor: Actor, conditions: CustomerConditions): ScopeArm {
  return (eb) => {
    const { archived, registeredByIds } = conditions;
    const parts = [
      archived === null
        ? eb.lit(true)
        : eb('customer.archived_at', archived ? 'is not' : 'is', null),
    ];
    if (registeredByIds) {
      parts.push(eb('customer.created_by', 'in', registeredByIds));
      parts.push(byHand(eb as never) as never);
    }
    if (conditions.stages) parts.push(eb('customer.stage', 'in', conditions.stages));
    if (conditions.grades) parts.push(eb('customer.chance_grade', 'in', conditions.grades));
    if (conditions.valueGrades) {
      parts.push(eb('customer.value_grade', 'in', conditions.valueGrades));
    }
    if (conditions.industries) parts.push(eb('customer.industry', 'in', conditions.industries));
    if (conditions.regions) parts.push(eb('customer.region', 'in', conditions.regions));
    if (conditions.sources) parts.push(eb('customer.source', 'in', conditions.sources));
    if (conditions.nextFrom) {
      parts.push(eb('customer.next_follow_on', '>=', conditions.nextFrom));
      // Who has no next date is not spoken to after all of them.
      parts.push(eb('customer.next_follow_on', '<', NO_DATE));
    }
    if (conditions.nextTo) parts.push(eb('customer.next_follow_on', '<=', conditions.nextTo));
    if (conditions.idleSince) {
      parts.push(eb('customer.last_follow_at', '<', conditions.idleSince));
      parts.push(eb.or([talkedTo(eb), eb('customer.created_at', '<', conditions.idleSince)]));
    }
    const { idleByGrade } = conditions;
    if (idleByGrade) {
      // What lies in the pool is nobody's work.
      parts.push(eb('customer.owner_id', 'is not', null));
      const whens = chanceGrades.map(
        (grade) => sql`when ${sql.lit(grade)} then ${sql.lit(idleByGrade[grade])}`,
      );
      const since = sql<number>`case customer.chance_grade ${sql.join(whens, sql` `)}
        else ${sql.lit(idleByGrade.none)} end`;
      // The latest of them is where a walk through the index ends.
      const latest = Math.max(...Object.values(idleByGrade));
      parts.push(eb('customer.last_follow_at', '<', latest));
      parts.push(eb('customer.last_follow_at', '<', since));
      parts.push(eb.or([talkedTo(eb), eb('customer.created_at', '<', since)]));
    }
    if (conditions.createdFrom !== undefined) {
      parts.push(eb('customer.created_at', '>=', conditions.createdFrom));
    }
    if (conditions.createdBefore !== undefined) {
      parts.push(eb('customer.created_at', '<', conditions.createdBefore));
    }
    if (conditions.tagIds) {
      const tagged = eb
        .selectFrom('customer_tag')
        .select('customer_tag.customer_id')
        .where('customer_tag.tag_id', 'in', conditions.tagIds);
      parts.push(eb('customer.id', 'in', tagged));
    }
    if (conditions.contactsShown) {
      parts.push(contactsShown(eb) as never);
      parts.push(
        eb.exists(
          eb
            .selectFrom('contact')
            .select('contact.id')
            .whereRef('contact.customer_id', '=', 'customer.id')
            .where('contact.left_at', 'is', null),
        ) as never,
      );
    }
    if (conditions.words)
      parts.push(foundByWords(actor, conditions, conditions.words)(eb) as never);
    return eb.and(parts);
  };
}

/** Found by every word that was typed; the scope is joined beside it. */
function foundByWords(
  actor: Actor,
  { reach = 'customers.read' }: CustomerConditions,
  { search, q, columns }: NonNullable<CustomerConditions['words']>,
): ScopeArm {
  const expression = search.expression(q, columns, withinReach(actor, reach));
  return (eb) =>
    expression === null
      ? eb.lit(false)
      : eb('customer.id', 'in', search.matching(expression) as never);
}

function armsOf(actor: Actor, conditions: CustomerConditions): ScopeArm[] {
  return customerArms(actor, conditions.reach ?? 'customers.read', conditions);
}

/**
 * Names the text of a query of these conditions for one actor, or null where filters make it one
 * of too many.
 */
function keyOf(conditions: CustomerConditions, ...more: (string | number)[]): string | null {
  const { view = 'any', archived, reach = '', daily, ...filters } = conditions;
  const key = [view, archived, reach, ...more].join();
  if (daily) return `${key} ${JSON.stringify(filters)}`;
  return Object.values(filters).some((filter) => filter !== undefined) ? null : key;
}

/** Columns that lists show or sort by. */
export const listColumns = [
  'customer.id',
  'customer.version',
  'customer.name',
  'customer.name_sort',
  'customer.short_name',
  'customer.stage',
  'customer.chance_grade',
  'customer.value_grade',
  'customer.industry',
  'customer.region',
  'customer.source',
  'customer.owner_id',
  'customer.pool_id',
  'customer.phone',
  'customer.completeness',
  'customer.last_follow_at',
  'customer.next_follow_on',
  'customer.created_at',
  'customer.stage_since',
  'customer.archived_at',
  'customer.custom',
] as const;
export type CustomerListRecord = Pick<
  CustomerRecord,
  (typeof listColumns)[number] extends `customer.${infer Column extends keyof CustomerRecord}`
    ? Column
    : never
>;

/** From so many arms on, one walk that asks of each row costs less than an arm's own sort. */
const MANY_ARMS = 9;

/** What each owner has an index by; in another order each arm would read all that is the owner's. */
const ordersOfOwners: ReadonlySet<CustomerSort> = new Set([
  'lastFollowAt',
  'nextFollowOn',
  'grade',
  'completeness',
]);

/**
 * The scope of a walk through rows that no index holds by owner: many arms become one condition,
 * asked of each row; `case` keeps the engine from looking the owners up after all.
 */
export function armsOfWalk(
  actor: Actor,
  conditions: CustomerConditions,
  sort: CustomerSort,
): ScopeArm[] {
  const { reach = 'customers.read', words } = conditions;
  const arms = customerArms(actor, reach, conditions);
  if (ordersOfOwners.has(sort) || words || arms.length < MANY_ARMS) return arms;
  const together = customerArms(actor, reach, { ...conditions, together: true });
  return [
    (eb) => {
      const any = eb.or(together.map((arm) => arm(eb)));
      return eb(eb.case().when(any).then(eb.lit(1)).else(eb.lit(0)).end(), '=', eb.lit(1));
    },
  ];
}

/** Places and ids of a page in the order of the list; each arm of the scope walks its own index. */
export function hitsOf(
  db: Reader,
  actor: Actor,
  arms: readonly ScopeArm[],
  conditions: CustomerConditions,
  page: CustomerPage,
) {
  const place = placeOf(page.sort);
  const filter = narrowed(actor, conditions);
  const direction = page.descending ? 'desc' : 'asc';
  const branch = (arm: ScopeArm, at: number) => {
    let query = db
      .selectFrom('customer')
      .select(['customer.id as id', place.as('value')])
      .where(arm)
      .where(filter);
    const after = page.after;
    if (after) {
      const [from, past] = page.descending ? (['<=', '<'] as const) : (['>=', '>'] as const);
      // The first condition is where the walk through the index starts.
      query = query
        .where(place, from, after.value)
        .where((eb) => eb.or([eb(place, past, after.value), eb('customer.id', past, after.id)]));
    }
    const walked = query
      .orderBy(place, direction)
      .orderBy('customer.id', direction)
      .limit(page.limit);
    return db.selectFrom(walked.as(`arm${at}`)).selectAll();
  };
  const [first, ...others] = arms.map(branch);
  if (!first) return null;
  let union = first;
  for (const other of others) union = union.unionAll(other);
  return union.orderBy('value', direction).orderBy('id', direction).limit(page.limit);
}

/** Whether an index brings the rows of everybody in the order of a page, so that it soon is full. */
const inOrder = ({ archived }: CustomerConditions, { sort }: CustomerPage) =>
  sort === 'name' && archived === false;

function pageQuery(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
): SelectQueryBuilder<DB, 'customer', CustomerListRecord> | null {
  const direction = page.descending ? 'desc' : 'asc';
  const arms = (inOrder(conditions, page) ? armsOfWalk : armsOf)(actor, conditions, page.sort);
  const hits = hitsOf(db, actor, arms, conditions, page);
  if (!hits) return null;
  return db
    .selectFrom(hits.as('hit'))
    .innerJoin('customer', 'customer.id', 'hit.id')
    .select(listColumns)
    .orderBy('hit.value', direction)
    .orderBy('hit.id', direction) as never;
}

/**
 * A page of what the actor sees. Each arm of the scope walks its own index no further than the
 * page; what they found is merged, and only the rows of the page are read whole.
 */
export async function listCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  page: CustomerPage,
): Promise<CustomerListRecord[]> {
  const { sort, descending, after, limit } = page;
  const key = keyOf(conditions, 'page', sort, String(descending), limit, after ? 'on' : 'first');
  if (armsOf(actor, conditions).length === 0) return [];
  if (key === null) return (await pageQuery(db, actor, conditions, page)?.execute()) ?? [];
  return await remembered(db, { owner: actor, key, values: { ...after } }, (values) => {
    const start = after && { value: values['value']!, id: Number.NaN, ...values };
    return pageQuery(db, actor, conditions, { ...page, after: start })!;
  });
}

function countQuery(db: Reader, actor: Actor, conditions: CustomerConditions, cap: number) {
  const filter = narrowed(actor, conditions);
  const arms = armsOf(actor, conditions).map((arm) =>
    db.selectFrom('customer').select('customer.id').where(arm).where(filter),
  );
  return cappedCount(db, arms, cap);
}

/** How many there are, counted no further than `cap`. */
export async function countCustomers(
  db: Reader,
  actor: Actor,
  conditions: CustomerConditions,
  cap: number,
): Promise<number> {
  if (armsOf(actor, conditions).length === 0) return 0;
  const key = keyOf(conditions, 'count', cap);
  const counted =
    key === null
      ? await countQuery(db, actor, conditions, cap)!.execute()
      : await remembered(db, { owner: actor, key, values: {} }, () =>
          countQuery(db, actor, conditions, cap)!,
        );
  return Number(counted[0]?.n);
}

/** How many contacts are listed of the customers an actor sees, counted no further than `cap`. */
export async function countContacts(db: Reader, actor: Actor, cap: number): Promise<number> {
  const conditions = { archived: false, contactsShown: true };
  const filter = narrowed(actor, conditions);
  const arms = armsOf(actor, conditions).map((arm) =>
    db
      .selectFrom('customer')
      .innerJoin('contact', 'contact.customer_id', 'customer.id')
      .select('contact.id')
      .where('contact.left_at', 'is', null)
      .where((eb) => arm(eb as never))
      .where((eb) => filter(eb as never)),
  );
  const counted = await cappedCount(db, arms, cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}
