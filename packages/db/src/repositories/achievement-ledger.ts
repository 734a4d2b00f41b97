import { sql, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Period } from '@xinhang/shared/periods.ts';
import {
  narrowed,
  partIn,
  type AchievementDimension,
  type AchievementQuestion,
} from '../achievement-question.ts';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import type { Position } from '../keyset.ts';
import { insertManyRemembered, remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { achievementInScope, readsAllAchievements } from '../scope-achievements.ts';

export type {
  AchievementDimension,
  AchievementQuestion,
  CountedGoods,
  DeptsAt,
} from '../achievement-question.ts';
export type AchievementRecord = Selectable<DB['achievement_ledger']>;
export type NewAchievement = Omit<Insertable<DB['achievement_ledger']>, 'id'>;

export async function insertAchievements(tx: Tx, rows: readonly NewAchievement[]): Promise<void> {
  await insertManyRemembered(tx, 'achievement_ledger', rows);
}

/** That no other row takes it back; says nothing of the row itself. */
const notTakenBack = standsIn('achievement_ledger', 'achievement_ledger.id');

/** The rows of a document that no other takes back, in the order of posting. */
export async function standingRows(
  tx: Tx,
  doc: { metric: string; kind: string; id: number },
): Promise<AchievementRecord[]> {
  return await remembered(tx, { key: 'standingResults', values: doc }, (values) =>
    tx
      .selectFrom('achievement_ledger')
      .selectAll()
      .where('metric', '=', values.metric)
      .where('doc_kind', '=', values.kind)
      .where('doc_id', '=', values.id)
      .where(takesNothingBack())
      .where(notTakenBack)
      .orderBy('id'),
  );
}

/** The legal person under whose name things are sold; null before the company is set up. */
export async function firstEntity(db: Reader): Promise<number | null> {
  const row = await db
    .selectFrom('legal_entity')
    .select('id')
    .orderBy('active', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The same as conditions on `achievement_ledger`. */
function asked(db: Reader, actor: Actor, question: AchievementQuestion, period?: Period) {
  const query = db
    .selectFrom('achievement_ledger')
    .where(achievementInScope(actor, question.metric));
  return narrowed(query, question, period);
}

/** Whether there are rows that the actor may not open, in any of the periods; never how many. */
export async function achievedUnseen(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion,
  periods: readonly Period[],
): Promise<boolean> {
  if (readsAllAchievements(actor, question.metric)) return false;
  for (const period of periods) {
    const row = await narrowed(db.selectFrom('achievement_ledger'), question, period)
      .where((eb) => eb.not(achievementInScope(actor, question.metric)(eb)))
      .select('achievement_ledger.id')
      .limit(1)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** Sums of a period beside the key by which they are told apart. */
interface Sum<Key> {
  key: Key;
  fen: number | string;
  n: number | string;
  qty: number | string;
}

/** Sums in each of several periods, each walked by itself: what lies between is never read. */
async function inEach<Key extends object | string>(
  periods: readonly Period[],
  ask: (period: Period) => Promise<Sum<Key>[]>,
): Promise<(Sums & { key: Key })[]> {
  const found = new Map<string, Sums & { key: Key }>();
  for (const [at, period] of periods.entries()) {
    for (const { key, fen, n, qty } of await ask(period)) {
      const name = JSON.stringify(key);
      const zeros = () => periods.map(() => 0);
      const nothing = { amountsFen: zeros(), counts: zeros(), quantitiesE4: zeros() };
      const own = found.get(name) ?? { key, ...nothing };
      own.amountsFen[at] = Number(fen);
      own.counts[at] = Number(n);
      own.quantitiesE4[at] = Number(qty);
      found.set(name, own);
    }
  }
  return [...found.values()];
}

interface Sums {
  /** Per period that was asked for, in their order. */
  amountsFen: number[];
  counts: number[];
  /** Zero where no goods are asked for: quantities of all sorts are no sum. */
  quantitiesE4: number[];
}

const summed = (eb: ExpressionBuilder<DB, 'achievement_ledger'>) =>
  [eb.fn.sum<number>('amount_fen').as('fen'), eb.fn.sum<number>('doc_count').as('n')] as const;

/** The same, and how much it is of the goods that are asked for. */
const counted =
  ({ goods }: Pick<AchievementQuestion, 'goods'>) =>
  (eb: ExpressionBuilder<DB, 'achievement_ledger'>) =>
    [
      ...summed(eb),
      // No index has the quantity: it is read only where somebody asks for it.
      (goods ? eb.fn.sum<number>('achievement_ledger.qty_e4') : eb.lit(0)).as('qty'),
    ] as const;

export interface Achieved extends Sums {
  deptId: number;
  userId: number;
}

/** Sums by the department and person of the time, in each of several periods. */
export async function achievedBy(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion,
  periods: readonly Period[],
): Promise<Achieved[]> {
  const found = await inEach(periods, async (period) => {
    const rows = await asked(db, actor, question, period)
      .select(['credited_dept_id as deptId', 'credited_user_id as userId'])
      .select(counted(question))
      .groupBy(['credited_dept_id', 'credited_user_id'])
      .execute();
    return rows.map(({ deptId, userId, ...sums }) => ({ key: { deptId, userId }, ...sums }));
  });
  return found.map(({ key, ...sums }) => ({ ...key, ...sums }));
}

/** Sums by the parts of a dimension, in each of several periods. */
export async function achievedByPart(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion,
  dimension: AchievementDimension,
  periods: readonly Period[],
): Promise<(Sums & { part: string })[]> {
  const found = await inEach(periods, async (period) => {
    const rows = await asked(db, actor, question, period)
      .select(partIn(dimension).as('part'))
      .select(counted(question))
      .groupBy(partIn(dimension))
      .execute();
    return rows.map(({ part, ...sums }) => ({ key: part, ...sums }));
  });
  return found.map(({ key, ...sums }) => ({ part: key, ...sums }));
}

/** Quantities in a period by part and product, in 1/10,000 of its base unit. */
export async function achievedQuantities(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion,
  dimension: AchievementDimension,
  period: Period,
): Promise<{ part: string; productId: number; qtyE4: number }[]> {
  const rows = await asked(db, actor, question, period)
    .where('achievement_ledger.product_id', 'is not', null)
    .select([partIn(dimension).as('part'), 'achievement_ledger.product_id as productId'])
    .select((eb) => eb.fn.sum<number>('achievement_ledger.qty_e4').as('qtyE4'))
    .groupBy([partIn(dimension), 'achievement_ledger.product_id'])
    .execute();
  return rows.map((row) => ({
    part: row.part,
    productId: Number(row.productId),
    qtyE4: Number(row.qtyE4),
  }));
}

/** Sums by month `YYYY-MM`, of the months that have any. */
export async function achievedByMonth(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion,
  period: Period,
): Promise<{ month: string; amountFen: number; count: number; qtyE4: number }[]> {
  const month = sql<string>`substr(achievement_ledger.business_date, 1, 7)`;
  const rows = await asked(db, actor, question, period)
    .select(month.as('month'))
    .select(counted(question))
    .groupBy(month)
    .execute();
  return rows.map((row) => ({
    month: row.month,
    amountFen: Number(row.fen),
    count: Number(row.n),
    qtyE4: Number(row.qty),
  }));
}

/**
 * Sums of everybody in a period, whoever may open what lies behind: for the published ranking alone.
 */
export async function achievedPublished(
  db: Reader,
  metric: string,
  { from, to }: Period,
): Promise<{ userId: number; amountFen: number; count: number }[]> {
  const rows = await db
    .selectFrom('achievement_ledger')
    .where('metric', '=', metric)
    .where('business_date', '>=', from)
    .where('business_date', '<=', to)
    .select('credited_user_id as user')
    .select(summed)
    .groupBy('credited_user_id')
    .execute();
  return rows.map((row) => ({
    userId: row.user,
    amountFen: Number(row.fen),
    count: Number(row.n),
  }));
}

/** When people had their first result that stands, of the rows that the actor may open. */
export async function firstAchievements(
  db: Reader,
  actor: Actor,
  metric: string,
): Promise<Map<number, string>> {
  const rows = await asked(db, actor, { metric })
    .where(takesNothingBack('achievement_ledger.reversal_of'))
    .where(notTakenBack)
    .select('credited_user_id as user')
    .select((eb) => eb.fn.min('business_date').as('first'))
    .groupBy('credited_user_id')
    .execute();
  return new Map(rows.map((row) => [row.user, row.first]));
}

/** The day of the oldest row of a metric, whoever may open it: since when results are known at all. */
export async function oldestAchievement(db: Reader, metric: string): Promise<string | null> {
  const row = await db
    .selectFrom('achievement_ledger')
    .select((eb) => eb.fn.min('business_date').as('first'))
    .where('metric', '=', metric)
    .executeTakeFirst();
  return row?.first ?? null;
}

/** A page of the rows behind a sum, newest first. */
export async function achievementRows(
  db: Reader,
  actor: Actor,
  question: AchievementQuestion & Period,
  { after, limit }: { after: Position | null; limit: number },
): Promise<(AchievementRecord & { user_name: string })[]> {
  let query = asked(db, actor, question, question);
  if (after) {
    const date = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('achievement_ledger.business_date', '<', date),
        eb.and([
          eb('achievement_ledger.business_date', '=', date),
          eb('achievement_ledger.id', '<', after.id),
        ]),
      ]),
    );
  }
  return await query
    .innerJoin('user', 'user.id', 'achievement_ledger.credited_user_id')
    .selectAll('achievement_ledger')
    .select('user.name as user_name')
    .orderBy('achievement_ledger.business_date', 'desc')
    .orderBy('achievement_ledger.id', 'desc')
    .limit(limit)
    .execute();
}
