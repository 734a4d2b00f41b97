import {
  customersAgreed,
  talkedTo,
  tasksDue,
  tasksSeen,
} from '@xinhang/db/repositories/work-done.ts';
import { linesOfLogs, logBefore, type LogLineRecord } from '@xinhang/db/repositories/work-logs.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { LogKind, LogLine, LogLineInput } from '@xinhang/shared/work-logs.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { listPlans } from '../../activities/service.ts';
import { customersByIds, findCustomer } from '../../customers/service.ts';
import type { Period } from './period.ts';

const MOST = 60;
/** Characters of an instruction that stand for its name. */
const NAME_LENGTH = 80;

type Row = Pick<LogLineRecord, 'text' | 'plan_id' | 'task_id' | 'customer_id' | 'done'>;

/** Lines as this reader sees them: of whose log, and in which span what they speak of was done. */
export async function describeLines(
  ctx: ReadContext,
  rows: readonly Row[],
  of: { userId: number; since: number; before: number },
): Promise<LogLine[]> {
  const { db, actor } = ctx;
  const ids = (key: 'plan_id' | 'task_id' | 'customer_id') => [
    ...new Set(rows.flatMap((row) => row[key] ?? [])),
  ];
  const planIds = ids('plan_id');
  const page = { after: null, limit: Math.max(planIds.length, 1) };
  const plans = planIds.length === 0 ? [] : await listPlans(db, actor, { ids: planIds }, page);
  const planOf = new Map(plans.map((plan) => [plan.id, plan]));
  const tasks = await tasksSeen(db, actor, ids('task_id'));
  const customerIds = ids('customer_id');
  const customers = await customersByIds(db, actor, 'customers.read', customerIds);
  const talked = await talkedTo(db, actor, of, customerIds);
  return rows.map((row): LogLine => {
    const { text } = row;
    const plan = planOf.get(row.plan_id ?? 0);
    if (plan) {
      const { customer_name: name, customer_id: customerId } = plan;
      const about = { kind: 'plan', id: plan.id, name, customerId } as const;
      return { text, about, hidden: false, done: plan.state === 'done' };
    }
    const task = tasks.get(row.task_id ?? 0);
    if (task) {
      const name = task.text.slice(0, NAME_LENGTH);
      const about = { kind: 'task', id: row.task_id!, name, customerId: null } as const;
      return { text, about, hidden: false, done: task.state === 'done' };
    }
    const customer = customers.get(row.customer_id ?? 0);
    if (customer) {
      const { id, name } = customer;
      const about = { kind: 'customer', id, name, customerId: id } as const;
      return { text, about, hidden: false, done: talked.has(id) };
    }
    const hidden = row.plan_id !== null || row.task_id !== null || row.customer_id !== null;
    return { text, about: null, hidden, done: !hidden && row.done === 1 };
  });
}

/** What was sent, as it is stored; each record must be the author's to speak of. */
export async function toRows(ctx: WriteContext, lines: readonly LogLineInput[]): Promise<Row[]> {
  const { db, actor } = ctx;
  const rows: Row[] = [];
  for (const [at, { text, about, done }] of lines.entries()) {
    if (about === null && text === '') throw fieldRefused(`/lines/${at}/text`, 'required');
    const of = (kind: string) => (about?.kind === kind ? about.id : null);
    const row = {
      text,
      plan_id: of('plan'),
      task_id: of('task'),
      customer_id: of('customer'),
      done: about === null && done ? 1 : 0,
    };
    if (row.plan_id !== null) {
      const page = { after: null, limit: 1 };
      const [plan] = await listPlans(db, actor, { ids: [row.plan_id] }, page);
      if (!plan || ![plan.person_id, plan.companion_id].includes(actor.userId)) {
        throw problem('not-found');
      }
    }
    if (row.task_id !== null && !(await tasksSeen(db, actor, [row.task_id])).has(row.task_id)) {
      throw problem('not-found');
    }
    if (
      row.customer_id !== null &&
      !(await findCustomer(db, actor, 'customers.read', row.customer_id))
    ) {
      throw problem('not-found');
    }
    rows.push(row);
  }
  return rows;
}

const keyOf = (row: Row) =>
  `${row.plan_id ?? ''}/${row.task_id ?? ''}/${row.customer_id ?? ''}${
    (row.plan_id ?? row.task_id ?? row.customer_id) ? '' : row.text
  }`;

/**
 * What is due in the period and stands on no line of the log yet: plans, instructions, customers
 * for whom a follow-up was agreed; and what the log before said of this one.
 */
export async function suggestedRows(
  ctx: ReadContext,
  kind: LogKind,
  period: Period,
  since: number,
  logId: number | null,
): Promise<Row[]> {
  const { db, actor } = ctx;
  const blank = { text: '', plan_id: null, task_id: null, customer_id: null, done: 0 };
  const filter = { ...period, personIds: [actor.userId], states: ['planned', 'done'], live: true };
  const plans = await listPlans(db, actor, filter, { after: null, limit: MOST });
  const planned = new Set(plans.map((plan) => plan.customer_id));
  const tasks = await tasksDue(db, actor, period, MOST);
  const customers = await customersAgreed(db, actor, { ...period, since }, MOST);
  const before = logId === null ? await logBefore(db, actor.userId, kind, period.from) : undefined;
  const said = (before?.next_plan ?? '').split('\n').flatMap((line) => line.trim() || []);
  const rows: Row[] = [
    ...plans.map((plan) => ({ ...blank, text: plan.purpose, plan_id: plan.id })),
    ...tasks.map((task) => ({ ...blank, task_id: task.id })),
    ...customers
      .filter(({ id }) => !planned.has(id))
      .map((customer) => ({ ...blank, customer_id: customer.id })),
    ...said.map((text) => ({ ...blank, text: text.slice(0, 500) })),
  ];
  const there = new Set((await linesOfLogs(db, logId === null ? [] : [logId])).map(keyOf));
  return rows.filter((row) => !there.has(keyOf(row))).slice(0, MOST);
}
