import {
  broughtIn,
  insertValueChange,
  putValue,
  valuedAfter,
  valueOf,
  type ValueBasis,
} from '@xinhang/db/repositories/customer-values.ts';
import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { updateCustomer } from '@xinhang/db/repositories/customers.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { addDays, addMonths } from '@xinhang/shared/business-date.ts';
import { valueGradeOf } from '@xinhang/shared/value-grades.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, ResultRow } from '../../jobs/kind.ts';
import { recordChange } from './access.ts';

/** Customers that are reckoned together, and blocks after which a step ends. */
const BLOCK = 200;
const BLOCKS = 5;

interface Rule {
  basis: ValueBasis;
  from: string;
  to: string;
  fromA: number;
  fromB: number;
}

/** How customers are valued on a date: by the months before it; null where the company does not. */
async function ruleOf(ctx: WriteContext, date: string): Promise<Rule | null> {
  const { values } = await readSettings(ctx.tx);
  const basis = values['customers.valueBy'];
  if (basis === 'off') return null;
  return {
    basis,
    from: addMonths(date, -values['customers.valueMonths']),
    to: addDays(date, -1),
    fromA: values['customers.valueFromA'],
    fromB: values['customers.valueFromB'],
  };
}

type Valued = Awaited<ReturnType<typeof valuedAfter>>[number];

/** Reckons one customer anew; answers whether its grade is another now. */
async function reckon(
  ctx: WriteContext,
  { basis, from, to, fromA, fromB }: Rule,
  customer: Valued,
  amountFen: number,
): Promise<boolean> {
  const { tx, now } = ctx;
  const grade = valueGradeOf(amountFen, { fromA, fromB });
  const known = customer.basis !== null;
  // Who never brought anything in needs no row to say so.
  if (!known && amountFen === 0 && customer.value_grade === null) return false;
  const figures = { basis, from_day: from, to_day: to, amount_fen: amountFen };
  const row = await valueOf(tx, customer.id);
  await putValue(tx, {
    ...figures,
    customer_id: customer.id,
    rule_grade: grade,
    by_hand: row?.by_hand ?? 0,
    reason: row?.reason ?? '',
    set_by: row?.set_by ?? null,
    set_at: row?.set_at ?? null,
  });
  // What somebody said stands until he gives it back.
  if (row?.by_hand === 1 || customer.value_grade === grade) return false;
  const before = (await customerById(tx, customer.id))!;
  const saved = await updateCustomer(tx, before.id, before.version, { value_grade: grade });
  await insertValueChange(tx, {
    ...figures,
    customer_id: customer.id,
    from_grade: before.value_grade,
    to_grade: grade,
    by_hand: 0,
    reason: '',
    by_id: null,
    at: now,
  });
  await recordChange(ctx, 'customers.reckonValue', before, saved!);
  return true;
}

/** Reckons these customers; answers those whose grade changed. */
async function reckonAll(
  ctx: WriteContext,
  rule: Rule,
  customers: readonly Valued[],
): Promise<ResultRow[]> {
  const ids = customers.map(({ id }) => id);
  const sums = await broughtIn(ctx.tx, ids, rule.basis, rule);
  const rows: ResultRow[] = [];
  for (const customer of customers) {
    if (await reckon(ctx, rule, customer, sums.get(customer.id)!)) {
      rows.push({ ref: String(customer.id), label: '', outcome: 'changed' });
    }
  }
  return rows;
}

/** What every customer is worth on a date, in one transaction: the demo's. */
export async function reckonValues(ctx: WriteContext, date: string): Promise<void> {
  const rule = await ruleOf(ctx, date);
  if (rule) await reckonAll(ctx, rule, await valuedAfter(ctx.tx, 0, Number.MAX_SAFE_INTEGER));
}

interface Point {
  /** Customers up to this id are done. */
  after: number;
}
const dated = z.object({ date: z.string() });

/** What customers are worth on a date; the same date twice changes nothing more. */
export const valueJob: JobKind<z.output<typeof dated>, Point> = {
  kind: 'customers.value',
  input: dated,
  needs: () => null,
  resumable: true,
  rowsOf: 'customer',
  async run(job) {
    let at = job.point?.after ?? 0;
    for (let more = true; more;) {
      let reached = at;
      await job.step(async (ctx, slice) => {
        reached = at;
        const rule = await ruleOf(ctx, job.input.date);
        const rows: ResultRow[] = [];
        more = rule !== null;
        for (let block = 0; rule && more && block < BLOCKS; block += 1) {
          const customers = await valuedAfter(ctx.tx, reached, BLOCK);
          more = customers.length === BLOCK;
          rows.push(...(await reckonAll(ctx, rule, customers)));
          reached = customers.at(-1)?.id ?? reached;
          if (slice.over()) break;
        }
        return { done: rows.length, rows, point: { after: reached } };
      });
      at = reached;
    }
  },
};

/** Every night, before care is called up by it. */
export const valueSchedule: ScheduleKind = {
  key: 'values',
  at: '04:10',
  catchUp: 'newest',
  job: valueJob as JobKind<{ date: string }, never>,
};
