import {
  insertIssue,
  issueById,
  openIssues,
  setIssueOpen,
  standingCorrections,
} from '@xinhang/db/repositories/stock-provisional.ts';
import { fen, type Fen } from '@xinhang/shared/money.ts';
import {
  afterClearing,
  beforeClearing,
  clearing,
  less,
  more,
  poolOf,
  sidesOf,
  takeBeyond,
  type CostSides,
} from '@xinhang/shared/provisional-cost.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import { costGoingBack, type CostPool } from '@xinhang/shared/stock-cost.ts';
import { postCorrection, takeBackCorrection } from './corrections.ts';
import { knownCost } from './known-cost.ts';
import { goesNegative, type Moved, type Posting, type StockLine } from './posting.ts';

const partOf = (line: StockLine, valueFen: number): CostPool => ({
  qtyE4: qtyE4(line.qtyE4),
  valueFen: fen(valueFen),
});
const openOf = ({ open_e4, open_fen }: { open_e4: number; open_fen: number }): CostPool => ({
  qtyE4: qtyE4(Number(open_e4)),
  valueFen: fen(Number(open_fen)),
});

/** The company has less of it than goes: of all its places together, whatever lies in this one. */
function noteShort({ products, books, short }: Posting, line: StockLine): null {
  const { code, name } = products.get(line.productId)!;
  const haveE4 = books.pool(line.productId).qtyE4;
  const params = { product: `${code} ${name}`, haveE4, wantedE4: line.qtyE4 };
  short.push({ pointer: `${line.pointer}/qtyE4`, code: 'company-short', params });
  return null;
}

/** Goods out of which the company has too few: what is not there costs what is known of it. */
export async function issueBeyond(posting: Posting, line: StockLine): Promise<Moved | null> {
  const { ctx, doc, books, products, short } = posting;
  const { productId, pointer } = line;
  if (!doc.beyond || !(await goesNegative(posting))) return noteShort(posting, line);
  const known = await knownCost(posting, line);
  if (!known) {
    const { code, name } = products.get(productId)!;
    const params = { product: `${code} ${name}` };
    short.push({ pointer: `${pointer}/qtyE4`, code: 'cost-unknown', params });
    return null;
  }
  const { valueFen, lack, pool } = takeBeyond(books.pool(productId), line.qtyE4, known);
  books.setPool(productId, pool);
  const { account, customerId } = doc.beyond;
  return {
    valueFen: fen(valueFen),
    beyond: true,
    settle: async (id) => {
      await insertIssue(ctx.tx, {
        id,
        entity_id: doc.entityId,
        product_id: productId,
        account,
        customer_id: customerId ?? null,
        qty_e4: lack.qtyE4,
        value_fen: lack.valueFen,
        open_e4: lack.qtyE4,
        open_fen: lack.valueFen,
      });
    },
  };
}

/** Goods that come in while some are owed: those that went out first are theirs. */
export function cameForOwed(posting: Posting, line: StockLine, value: Fen): Moved {
  const sides = sidesOf(posting.books.pool(line.productId));
  const now = { ...sides, there: more(sides.there, partOf(line, value)) };
  return { valueFen: value, settle: settling(posting, line, now) };
}

/** An issue beyond what there was is taken back, and with it what was corrected of it. */
export async function backToIssue(posting: Posting, line: StockLine, value: Fen): Promise<Moved> {
  const { ctx, books } = posting;
  let sides = sidesOf(books.pool(line.productId));
  const issue = await issueById(ctx.tx, line.reversalOf!);
  if (issue) {
    sides = await reopen(posting, sides, { issueId: issue.id });
    const lack = { open_e4: issue.qty_e4, open_fen: issue.value_fen };
    sides = { there: less(sides.there, openOf(lack)), owed: less(sides.owed, openOf(lack)) };
    await setIssueOpen(ctx.tx, issue.id, { qtyE4: 0, valueFen: 0 });
  }
  sides = { ...sides, there: more(sides.there, partOf(line, value)) };
  return { valueFen: value, settle: settling(posting, line, sides) };
}

/**
 * Goods go back as they came of which the company has too few: some covered what was owed, and are
 * owed again, also where the company lets no more go: they were let go. Refused where others were
 * used up.
 */
export async function goesBackFromOwed(
  posting: Posting,
  line: StockLine,
  came: Fen,
): Promise<Moved | null> {
  const { productId, reversalOf } = line;
  const before = sidesOf(posting.books.pool(productId));
  const sides = await reopen(posting, before, { sourceId: reversalOf! });
  const quantity = qtyE4(line.qtyE4);
  if (sides.there.qtyE4 < quantity) return noteShort(posting, line);
  const value = costGoingBack(sides.there, quantity, came);
  const now = { ...sides, there: less(sides.there, partOf(line, value)) };
  return { valueFen: value, settle: settling(posting, line, now) };
}

/** Takes corrections back: what they covered is owed again, and what came for it is there. */
async function reopen(
  posting: Posting,
  before: CostSides,
  by: Parameters<typeof standingCorrections>[1],
): Promise<CostSides> {
  let sides = before;
  for (const correction of await standingCorrections(posting.ctx.tx, by)) {
    await takeBackCorrection(posting, correction);
    sides = beforeClearing(sides, {
      qtyE4: Number(correction.qty_e4),
      provisionalFen: Number(correction.provisional_fen),
      realFen: Number(correction.real_fen),
    });
  }
  return sides;
}

/** Covers what is owed with what is there, once the row that brought it is written. */
const settling =
  (posting: Posting, line: StockLine, before: CostSides) =>
  async (rowId: number): Promise<void> => {
    const { ctx, doc, books } = posting;
    const { productId } = line;
    let sides = before;
    const waits = sides.there.qtyE4 > 0 && sides.owed.qtyE4 > 0;
    for (const issue of waits ? await openIssues(ctx.tx, doc.entityId, productId) : []) {
      if (sides.there.qtyE4 === 0) break;
      const cleared = clearing(sides.there, openOf(issue));
      await postCorrection(posting, issue, cleared, rowId);
      sides = afterClearing(sides, cleared);
    }
    books.setPool(productId, poolOf(sides));
  };
