import { followUpTypes } from '@xinhang/shared/activities.ts';
import BetterSqlite, { type Database } from 'better-sqlite3';
import type { Size } from './generate.ts';
import { inChunks, inserter } from './bulk.ts';
import { fillCampaign, fillCare } from './fill-care.ts';
import { customerWriter } from './fill-customers.ts';
import { dealWriter } from './fill-deals.ts';
import { fillTrade } from './fill-orders.ts';
import { Dice } from './random.ts';

const DAY = 86_400_000;
const YEARS = 3;
const REVIEWED_DAYS = 60;
const tags = ['重点', '老客户', '展会', '价格敏感', '需账期', '转介绍'];
const talks = [
  '电话联系,客户表示本月有采购计划,要求报价。',
  '拜访工厂,看了样品,对交期有疑问,答应下周回复。',
  '微信沟通发票和对账的事情,已转财务。',
  '客户嫌价格高,正在和同行比较,约好下次面谈。',
  '确认合同条款,等老板签字。',
];

export interface Filling {
  readonly size: Size;
  /** Team by team, the head of each first. */
  readonly owners: readonly number[];
  readonly teamSize: number;
  readonly shorts: readonly string[];
  readonly today: number;
}

export type Past = ReturnType<typeof history>;

/** When each customer was registered, and what was talked with it, in the order of time. */
function history({ size, today }: Filling, dice: Dice) {
  const start = today - YEARS * 365 * DAY;
  const span = today - start;
  const lastAt = new Float64Array(size.customers);
  const createdAt = (index: number) => Math.floor(start + (span * 0.98 * index) / size.customers);
  const customers = new Uint32Array(size.followUps);
  const moments = new Float64Array(size.followUps);
  for (let index = 0; index < size.followUps; index++) {
    const at = Math.floor(start + span * Math.sqrt((index + 1) / (size.followUps + 1)));
    const known = Math.min(
      size.customers,
      Math.floor(((at - start) / (span * 0.98)) * size.customers),
    );
    const customer = dice.below(Math.max(1, known));
    customers[index] = customer;
    moments[index] = at;
    lastAt[customer] = at;
  }
  return { createdAt, lastAt, customers, moments };
}

/** Fills the file in bulk with what the server would have written one by one. */
export function fillCustomers(file: string, filling: Filling): void {
  const db = new BetterSqlite(file);
  for (const pragma of [
    'journal_mode = wal',
    'synchronous = off',
    'foreign_keys = off',
    'cache_size = -200000',
  ]) {
    db.pragma(pragma);
  }
  const dice = new Dice(2);
  const past = history(filling, dice);
  const owners = new Int32Array(filling.size.customers);
  const poolId = db.prepare('select id from pool').pluck().get() as number;
  const tag = inserter(db, 'tag');
  for (const [at, name] of tags.entries())
    tag({ id: at + 1, version: 1, name, name_key: name, active: 1 });
  inChunks(db, filling.size.customers, customerWriter(db, filling, dice, past, { owners, poolId }));
  inChunks(db, filling.size.followUps, followUpWriter(db, filling, dice, past, owners));
  inChunks(db, filling.size.deals, dealWriter(db, filling, dice, owners));
  fillCare(db, filling, dice, owners);
  fillCampaign(db, filling, owners);
  fillTrade(db, filling, new Dice(3), owners, deptsOf(db));
  db.pragma('wal_checkpoint(truncate)');
  db.close();
}

/** The department of each person. */
function deptsOf(db: Database): Map<number, number> {
  const rows = db.prepare('select id, dept_id from user').raw().all();
  return new Map(rows as [number, number][]);
}

function followUpWriter(
  db: Database,
  filling: Filling,
  dice: Dice,
  past: Past,
  owners: Int32Array,
) {
  const insert = inserter(db, 'follow_up');
  const review = inserter(db, 'follow_up_review');
  const seatOf = new Map(filling.owners.map((owner, seat) => [owner, seat]));
  const each = Math.floor(filling.size.contacts / filling.size.customers);
  return (index: number) => {
    const customer = past.customers[index]!;
    const author = owners[customer] || filling.owners[0]!;
    const at = past.moments[index]!;
    insert({
      id: index + 1,
      version: 1,
      customer_id: customer + 1,
      contact_id: customer * each + 1,
      type: dice.pick(followUpTypes),
      content: dice.pick(talks),
      result: dice.chance(0.3) ? '已报价' : '',
      next_on: null,
      author_id: author,
      at,
    });
    // The head of a team has read some of what its people wrote of late.
    const head = filling.owners[seatOf.get(author)! - (seatOf.get(author)! % filling.teamSize)]!;
    if (at < filling.today - REVIEWED_DAYS * DAY || head === author || !dice.chance(0.4)) return;
    review({
      version: 1,
      follow_up_id: index + 1,
      author_id: author,
      reviewer_id: head,
      rating: 1 + dice.below(5),
      comment: dice.chance(0.3) ? '下次把决策人也约上。' : '',
      asks: 0,
      at: at + DAY,
      acknowledged_at: null,
    });
  };
}
