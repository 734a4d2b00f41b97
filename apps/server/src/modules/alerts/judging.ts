import type { AlertRecord } from '@xinhang/db/repositories/alerts.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { RuleInForce } from '@xinhang/shared/alert-judge.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { isQuiet } from '@xinhang/shared/recycling.ts';
import type { WorkCalendar } from '@xinhang/shared/work-calendar.ts';
import type { WriteContext } from '../../http/context.ts';
import type { ResultRow } from '../../jobs/kind.ts';
import { workCalendar } from '../system/service.ts';
import { Chains } from './chain.ts';
import { rulesInForce } from './rules.ts';

/** Rows that a step of the night looks at together. */
export const BLOCK = 100;
/** Rules look so far back and ahead. */
const CALENDAR_DAYS = 800;

/** What a step of the night judges by. */
export interface Night {
  ctx: WriteContext;
  date: string;
  zone: string;
  calendar: WorkCalendar;
  rules: RuleInForce[];
  chains: Chains;
  /** Nothing opens and nothing escalates: no working day, or one of the first after a holiday. */
  quiet: boolean;
}

/** Reads what this night judges by. */
export async function nightOf(ctx: WriteContext, date: string): Promise<Night> {
  const from = addDays(date, -CALENDAR_DAYS);
  const calendar = await workCalendar(ctx.tx, from, addDays(date, CALENDAR_DAYS));
  return {
    ctx,
    date,
    zone: (await company(ctx.tx))!.time_zone,
    calendar,
    rules: await rulesInForce(ctx.tx),
    chains: new Chains(ctx.tx),
    quiet: isQuiet(date, calendar),
  };
}

/** Audits what became of an alert, and tells those who see it. */
export async function record(
  night: Night,
  action: string,
  before: AlertRecord | null,
  after: AlertRecord,
  audience: number[],
): Promise<void> {
  const { ctx } = night;
  const customerId = after.customer_id;
  await ctx.audit({ action, entity: 'alert', entityId: after.id, customerId, before, after });
  await ctx.emit({ entity: 'alert', id: after.id, version: after.version, audience });
}

/** A row of the job: this person hears of this alert when the night is over. */
export const told = (
  userId: number,
  alertId: number,
  outcome: 'opened' | 'escalated',
): ResultRow => ({
  ref: String(alertId),
  label: '',
  outcome,
  params: { userId },
});
