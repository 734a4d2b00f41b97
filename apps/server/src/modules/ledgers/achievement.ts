import {
  firstEntity,
  insertAchievements,
  standingRows,
  type NewAchievement,
} from '@xinhang/db/repositories/achievement-ledger.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import type { WriteContext } from '../../http/context.ts';
import { customerById } from '../customers/service.ts';
import { userById } from '../org/service.ts';

/** What a confirmed document adds to. They are never summed together. */
export type AchievementMetric = 'won' | 'order' | 'delivery' | 'receipt';

/** A document as ledgers name it: what it is, its id, and the line where one line posts. */
export interface AchievementDoc {
  kind: string;
  id: number;
  lineId?: number;
}

export interface Achievement {
  metric: AchievementMetric;
  doc: AchievementDoc;
  /** The day that the document counts for. */
  businessDate: string;
  /** Null where nobody is known yet: a receipt that is not identified. */
  customerId: number | null;
  /** Whose result it is, in basis points that sum to 10,000. */
  shares: readonly { userId: number; shareBp: number }[];
  /** Who counts as having done it where several have the same share; else the first. */
  leadId?: number;
  amountFen: number;
  /** In 1/10,000 of the base unit. */
  qtyE4?: number;
  /** How many documents it is: 1 unless said; 0 for all but one line of a document. */
  count?: number;
  /** ISO 4217, with the rate to the company's currency in 1/100,000,000; absent: its own. */
  foreign?: { currency: string; rateE8: number; amountCur: number };
  dimensions?: {
    productId?: number;
    categoryId?: number;
    /** Absent: the first legal person of the company. */
    entityId?: number;
    projectId?: number;
    contractId?: number;
    orderLineId?: number;
  };
}

type Posting = Pick<WriteContext, 'tx' | 'now' | 'actor'>;

const WHOLE_BP = 10_000;
/** The company's own money, and its rate to itself. */
const OWN_CURRENCY = { currency: 'CNY', rateE8: 100_000_000 };

const docOf = (metric: AchievementMetric, doc: AchievementDoc) => ({
  metric,
  kind: doc.kind,
  id: doc.id,
});

/**
 * Posts what a document achieved, a row for each who shares it: amounts and quantities by the
 * largest remainder, so that they sum to the document; the count is 1 on the row of the biggest
 * share alone. Person, department and region stay those of this moment, whatever becomes of them.
 * The only way into the ledger, inside the transaction that confirms the document. RangeError for
 * shares that are no whole, and for a document that stands there already: reverse it first.
 */
export async function postAchievement(ctx: Posting, what: Achievement): Promise<void> {
  await postAchievements(ctx, [what]);
}

/** The same of the lines of one document: who and what stands there already is read once. */
export async function postAchievements(ctx: Posting, lines: readonly Achievement[]): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const standing = await standingRows(ctx.tx, docOf(first.metric, first.doc));
  const posted = new Set(standing.map((row) => row.doc_line_id));
  const common = await commonOf(ctx, lines);
  const rows: NewAchievement[] = [];
  for (const what of lines) {
    const lineId = what.doc.lineId ?? null;
    if (posted.has(lineId)) {
      throw new RangeError(`${what.doc.kind} ${what.doc.id} is posted already`);
    }
    posted.add(lineId);
    rows.push(...rowsOf(ctx, what, common));
  }
  await insertAchievements(ctx.tx, rows);
}

interface Common {
  entityId: number;
  region: string;
  /** Department of each person. */
  depts: ReadonlyMap<number, number>;
}

/** What all lines of a document have in common, as it is at this moment. */
async function commonOf({ tx }: Posting, lines: readonly Achievement[]): Promise<Common> {
  const { customerId, dimensions } = lines[0]!;
  const depts = new Map<number, number>();
  for (const { userId } of lines.flatMap((line) => line.shares)) {
    if (depts.has(userId)) continue;
    const person = await userById(tx, userId);
    if (!person) throw new RangeError(`nobody is user ${userId}`);
    depts.set(userId, person.dept_id);
  }
  return {
    entityId: dimensions?.entityId ?? (await needEntity(tx)),
    region: await regionOf(tx, customerId),
    depts,
  };
}

/** A row for each who shares it. */
function rowsOf(ctx: Posting, what: Achievement, { entityId, region, depts }: Common) {
  const bp = what.shares.map((share) => share.shareBp);
  if (bp.reduce((sum, one) => sum + one, 0) !== WHOLE_BP)
    throw new RangeError('shares are no whole');
  const lead = leadOf(what);
  const dimensions = what.dimensions ?? {};
  const foreign = what.foreign ?? { ...OWN_CURRENCY, amountCur: what.amountFen };
  const [amounts, quantities, inCurrency] = [
    splitByWeights(fen(what.amountFen), bp),
    splitByWeights(fen(what.qtyE4 ?? 0), bp),
    splitByWeights(fen(foreign.amountCur), bp),
  ];
  return what.shares.map((share, at): NewAchievement => ({
    metric: what.metric,
    business_date: what.businessDate,
    credited_user_id: share.userId,
    credited_dept_id: depts.get(share.userId)!,
    share_bp: share.shareBp,
    customer_id: what.customerId,
    region,
    product_id: dimensions.productId ?? null,
    category_id: dimensions.categoryId ?? null,
    entity_id: dimensions.entityId ?? entityId,
    project_id: dimensions.projectId ?? null,
    contract_id: dimensions.contractId ?? null,
    order_line_id: dimensions.orderLineId ?? null,
    doc_kind: what.doc.kind,
    doc_id: what.doc.id,
    doc_line_id: what.doc.lineId ?? null,
    amount_fen: amounts[at]!,
    qty_e4: quantities[at]!,
    doc_count: share.userId === lead ? (what.count ?? 1) : 0,
    currency: foreign.currency,
    rate_e8: foreign.rateE8,
    amount_cur: inCurrency[at]!,
    reversal_of: null,
    posted_by: ctx.actor.userId,
    posted_at: ctx.now,
  }));
}

/** For whom a document counts that several share: of the biggest shares that of the lead, else the first. */
export function leadOf({ shares, leadId }: Pick<Achievement, 'shares' | 'leadId'>): number {
  const most = Math.max(...shares.map((share) => share.shareBp));
  const biggest = shares.filter((share) => share.shareBp === most);
  return (biggest.find((share) => share.userId === leadId) ?? biggest[0]!).userId;
}

const regionOf = async (tx: Tx, customerId: number | null) =>
  customerId === null ? '' : ((await customerById(tx, customerId))?.region ?? '');

async function needEntity(tx: Tx): Promise<number> {
  const entity = await firstEntity(tx);
  if (entity === null) throw new RangeError('the company has no legal person');
  return entity;
}

/**
 * Takes back what a document posted: an opposite row for each that stands, on the day on which it
 * happens, so that months that were evaluated stay as they were; the row itself is never changed.
 * Answers how many rows were taken back; a document that posted nothing has none.
 */
export async function reverseAchievement(
  ctx: Posting,
  metric: AchievementMetric,
  doc: AchievementDoc,
  businessDate: string,
): Promise<number> {
  const standing = (await standingRows(ctx.tx, docOf(metric, doc))).filter(
    (row) => doc.lineId === undefined || row.doc_line_id === doc.lineId,
  );
  await insertAchievements(
    ctx.tx,
    standing.map(({ id, ...row }) => ({
      ...row,
      // Never before the day it takes back.
      business_date: businessDate < row.business_date ? row.business_date : businessDate,
      amount_fen: opposite(row.amount_fen),
      qty_e4: opposite(row.qty_e4),
      doc_count: opposite(row.doc_count),
      amount_cur: opposite(row.amount_cur),
      reversal_of: id,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    })),
  );
  return standing.length;
}

const opposite = (value: number) => (value === 0 ? 0 : -value);
