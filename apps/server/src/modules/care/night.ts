import {
  careFactsOf,
  caredForAfter,
  idleCareItems,
  lapseCareItems,
  openCareOf,
  type CaredFor,
} from '@xinhang/db/repositories/care-facts.ts';
import { insertCareItem, type CareItemRecord } from '@xinhang/db/repositories/care-items.ts';
import { listCarePlans } from '@xinhang/db/repositories/care-plans.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { careDue, careHolds, type CareBefore, type CareFacts } from '@xinhang/shared/care-due.ts';
import type { CarePlan } from '@xinhang/shared/care.ts';
import type { Festival } from '@xinhang/shared/festivals.ts';
import type { Birthday } from '@xinhang/shared/lunar.ts';
import { z } from 'zod';
import type { WriteContext } from '../../http/context.ts';
import type { ScheduleKind } from '../../jobs/clockwork.ts';
import type { JobKind, JobRun, ResultRow } from '../../jobs/kind.ts';
import { waysOfDepts, type Way } from '../org/service.ts';
import { toCarePlan } from './plans.ts';

/** Customers that are judged together, and blocks after which a step ends. */
const BLOCK = 100;
const BLOCKS = 10;

interface Point {
  /** Customers up to this id are done. */
  after: number;
}

interface Rules {
  plans: (CarePlan & { since: string })[];
  festivals: readonly Festival[];
  /** How departments sell, by id: what a customer goes by that has no model of its own. */
  ways: Map<number, Way>;
  zone: string;
  today: string;
}

async function rulesOf(ctx: WriteContext, today: string): Promise<Rules> {
  const rows = await listCarePlans(ctx.tx);
  const firm = (await company(ctx.tx))!;
  return {
    plans: rows
      .filter((row) => row.active === 1)
      .map((row) => ({ ...toCarePlan(row), since: row.since })),
    festivals: await readSetting(ctx.tx, 'care.festivals'),
    ways: await waysOfDepts(ctx.tx, firm.sales_model),
    zone: firm.time_zone,
    today,
  };
}

type Found = Awaited<ReturnType<typeof careFactsOf>>;

function factsOf(customer: CaredFor, found: Found, { zone, ways }: Rules): CareFacts {
  const of = (row: { customer_id: number | null }) => row.customer_id === customer.id;
  return {
    grade: customer.chance_grade,
    valueGrade: customer.value_grade,
    model: customer.sales_model ?? ways.get(customer.owner_dept_id)?.model ?? null,
    tagIds: found.tags.filter(of).map((row) => row.tag_id),
    registeredOn: businessDate(customer.created_at, zone),
    lastFollowOn: customer.last_follow_at ? businessDate(customer.last_follow_at, zone) : null,
    firstDealOn: found.deals.find(of)?.first_on ?? null,
    contractEnds: found.ends.filter(of).map((row) => row.end_on!),
    birthdays: found.contacts.filter(of).map((row) => ({
      contactId: row.id,
      birthday: JSON.parse(row.birthday!) as Birthday,
    })),
  };
}

function beforeOf(plan: CarePlan, customer: CaredFor, found: Found, zone: string): CareBefore[] {
  return found.before
    .filter((row) => row.care_plan_id === plan.id && row.customer_id === customer.id)
    .map((row) => ({
      contactId: row.contact_id,
      open: Number(row.open) > 0,
      lastDueOn: row.last_due_on,
      lastClosedOn:
        row.last_closed_at === null ? null : businessDate(Number(row.last_closed_at), zone),
    }));
}

/** Gives up what is open and has lost its reason; answers the rest of what was asked. */
async function stillAsked(
  ctx: WriteContext,
  plan: CarePlan,
  customer: CaredFor,
  facts: CareFacts,
  before: readonly CareBefore[],
): Promise<CareBefore[]> {
  const kept: CareBefore[] = [];
  for (const one of before) {
    if (!one.open || careHolds(plan, facts, one)) kept.push(one);
    else {
      const of = { planId: plan.id, customerId: customer.id, contactId: one.contactId };
      await giveUp(ctx, await openCareOf(ctx.tx, of));
    }
  }
  return kept;
}

/** Puts what the plans ask of these customers on the desks of their owners. */
async function callUp(
  ctx: WriteContext,
  rules: Rules,
  customers: readonly CaredFor[],
): Promise<CareItemRecord[]> {
  const found = await careFactsOf(
    ctx.tx,
    customers.map(({ id }) => id),
  );
  const rows: CareItemRecord[] = [];
  for (const customer of customers) {
    const facts = factsOf(customer, found, rules);
    for (const plan of rules.plans) {
      const festival = rules.festivals.find(({ name }) => name === plan.festival) ?? null;
      const before = await stillAsked(
        ctx,
        plan,
        customer,
        facts,
        beforeOf(plan, customer, found, rules.zone),
      );
      const asked = { since: plan.since, festival };
      for (const { contactId, dueOn } of careDue(plan, asked, facts, before, rules.today)) {
        rows.push(await ask(ctx, plan, customer, { contactId, dueOn }));
      }
    }
  }
  return rows;
}

async function ask(
  ctx: WriteContext,
  plan: CarePlan,
  customer: CaredFor,
  { contactId, dueOn }: { contactId: number | null; dueOn: string },
): Promise<CareItemRecord> {
  const item = await insertCareItem(ctx.tx, {
    care_plan_id: plan.id,
    customer_id: customer.id,
    contact_id: contactId,
    due_on: dueOn,
    state: 'open',
    follow_up_id: null,
    closed_by: null,
    closed_at: null,
    note: '',
    at: ctx.now,
  });
  const { due_on, ...row } = item;
  await ctx.audit({
    action: 'careItems.create',
    entity: 'careItem',
    entityId: item.id,
    customerId: customer.id,
    after: plan.trigger === 'birthday' ? row : { ...row, due_on },
  });
  await ctx.emit({
    entity: 'careItem',
    id: item.id,
    version: 1,
    customerId: customer.id,
    audience: [customer.owner_id!],
  });
  return item;
}

const asResult = (item: CareItemRecord): ResultRow => ({
  ref: String(item.customer_id),
  label: '',
  outcome: 'changed',
});

/** What the plans ask of every customer on a date, in one transaction: the demo's; answers ids. */
export async function callCare(ctx: WriteContext, date: string): Promise<number[]> {
  const rules = await rulesOf(ctx, date);
  const customers = await caredForAfter(ctx.tx, 0, Number.MAX_SAFE_INTEGER);
  return (await callUp(ctx, rules, customers)).map(({ id }) => id);
}

async function giveUp(ctx: WriteContext, items: readonly CareItemRecord[]): Promise<void> {
  await lapseCareItems(ctx.tx, items, ctx.now);
  for (const row of items) {
    await ctx.audit({
      action: 'careItems.lapse',
      entity: 'careItem',
      entityId: row.id,
      customerId: row.customer_id,
      before: { state: 'open' },
      after: { state: 'lapsed' },
    });
  }
}

/** What is nobody's work any more is given up first. */
async function lapse(job: JobRun<unknown, Point>): Promise<void> {
  for (let more = true; more;) {
    await job.step(async (ctx) => {
      const idle = await idleCareItems(ctx.tx, BLOCK * BLOCKS);
      more = idle.length === BLOCK * BLOCKS;
      await giveUp(ctx, idle);
      return {};
    });
  }
}

const dated = z.object({ date: z.string() });

/** What plans of care ask on a date; the same date twice asks nothing more. */
export const careJob: JobKind<z.output<typeof dated>, Point> = {
  kind: 'care.call',
  input: dated,
  needs: () => null,
  resumable: true,
  rowsOf: 'customer',
  async run(job) {
    if (job.point === null) await lapse(job);
    let at = job.point?.after ?? 0;
    for (let more = true; more;) {
      let reached = at;
      await job.step(async (ctx, slice) => {
        reached = at;
        const rules = await rulesOf(ctx, job.input.date);
        const rows: ResultRow[] = [];
        more = rules.plans.length > 0;
        for (let block = 0; more && block < BLOCKS; block += 1) {
          const customers = await caredForAfter(ctx.tx, reached, BLOCK);
          more = customers.length === BLOCK;
          if (customers.length > 0)
            rows.push(...(await callUp(ctx, rules, customers)).map(asResult));
          reached = customers.at(-1)?.id ?? reached;
          if (slice.over()) break;
        }
        return { done: rows.length, rows, point: { after: reached } };
      });
      at = reached;
    }
  },
};

/** Every night; after the server was off, once for the newest date: what was missed is due now. */
export const careSchedule: ScheduleKind = {
  key: 'care',
  at: '04:30',
  catchUp: 'newest',
  job: careJob as JobKind<{ date: string }, never>,
};
