import type { Reader } from '@xinhang/db/database.ts';
import {
  alertRuleById,
  alertRules,
  insertAlertRule,
  updateAlertRule,
} from '@xinhang/db/repositories/alert-rules.ts';
import type { RuleInForce } from '@xinhang/shared/alert-judge.ts';
import type { AlertRule } from '@xinhang/shared/alerts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { describePipelines } from '../deals/service.ts';
import { deptById } from '../org/service.ts';

type Stored = Awaited<ReturnType<typeof alertRules>>[number];
type CreateBody = EndpointInput<typeof api.alerts.createRule>['body'];
type UpdateBody = EndpointInput<typeof api.alerts.updateRule>['body'];

function toRule(row: Stored): AlertRule {
  return {
    id: row.id,
    version: row.version,
    dept: row.dept_id === null ? null : { id: row.dept_id, name: row.dept_name ?? '' },
    kind: row.kind as AlertRule['kind'],
    grades: JSON.parse(row.grades) as AlertRule['grades'],
    stageIds: JSON.parse(row.stage_ids) as number[],
    days: row.days,
    times: row.times,
    workdays: row.workdays === 1,
    headDays: row.head_days,
    aboveDays: row.above_days,
    active: row.active === 1,
  };
}

export const describeRules = async (db: Reader): Promise<AlertRule[]> =>
  (await alertRules(db)).map(toRule);

/** Rules as the night judges by them, those switched off among them: they keep wider ones away. */
export const rulesInForce = async (db: Reader): Promise<RuleInForce[]> =>
  (await alertRules(db)).map((row) => ({
    ...toRule(row),
    deptPath: row.dept_path ?? '',
    sinceOn: row.since_on,
  }));

/** Since when the rules stand that every company begins with (migration 0050). */
const READY_SINCE = '2000-01-01';

/** Ids of ready rules that nobody has changed or switched on yet. */
export const untouchedRules = async (db: Reader): Promise<ReadonlySet<number>> =>
  new Set(
    (await alertRules(db))
      .filter((row) => row.version === 1 && row.active === 0 && row.since_on === READY_SINCE)
      .map(({ id }) => id),
  );

/** Each kind asks what it needs, and stages must be there. */
async function refuseWrong(
  db: Reader,
  rule: Pick<AlertRule, 'kind' | 'grades' | 'stageIds'>,
): Promise<void> {
  if (rule.kind === 'customerIdle' && rule.grades.length === 0) {
    throw fieldRefused('/grades', 'required');
  }
  if (rule.stageIds.length === 0) return;
  const known = (await describePipelines(db)).flatMap(({ stages }) => stages.map(({ id }) => id));
  const at = rule.stageIds.findIndex((id) => !known.includes(id));
  if (at >= 0) throw fieldRefused(`/stageIds/${at}`, 'unknown-stage');
}

async function record(ctx: WriteContext, action: string, before: AlertRule | null, id: number) {
  const after = toRule((await alertRuleById(ctx.tx, id))!);
  await ctx.audit({ action, entity: 'alertRule', entityId: id, before, after });
  await ctx.emit({ entity: 'alertRule', id, version: after.version, audience: [] });
  return after;
}

export async function addRule(ctx: WriteContext, body: CreateBody): Promise<AlertRule> {
  if (body.deptId !== null && !(await deptById(ctx.tx, body.deptId))) {
    throw fieldRefused('/deptId', 'unknown-dept');
  }
  await refuseWrong(ctx.tx, body);
  const id = await insertAlertRule(ctx.tx, {
    dept_id: body.deptId,
    kind: body.kind,
    grades: JSON.stringify(body.grades),
    stage_ids: JSON.stringify(body.stageIds),
    days: body.days,
    times: body.times,
    workdays: body.workdays ? 1 : 0,
    head_days: body.headDays,
    above_days: body.aboveDays,
    active: body.active ? 1 : 0,
    since_on: await todayOf(ctx),
  });
  return await record(ctx, 'alerts.createRule', null, id);
}

/** Changes a rule; what moved before it is switched on is no news by it. */
export async function changeRule(
  ctx: WriteContext,
  id: number,
  { version, ...wanted }: UpdateBody,
): Promise<AlertRule> {
  const row = await alertRuleById(ctx.tx, id);
  if (!row) throw problem('not-found');
  const before = toRule(row);
  if (version !== before.version) throw conflict(before.version, before, wanted);
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  );
  const rule: AlertRule = { ...before, ...given };
  await refuseWrong(ctx.tx, rule);
  if (JSON.stringify(rule) === JSON.stringify(before)) return before;
  const begins = rule.active && !before.active;
  const changed = await updateAlertRule(ctx.tx, row, {
    grades: JSON.stringify(rule.grades),
    stage_ids: JSON.stringify(rule.stageIds),
    days: rule.days,
    times: rule.times,
    workdays: rule.workdays ? 1 : 0,
    head_days: rule.headDays,
    above_days: rule.aboveDays,
    active: rule.active ? 1 : 0,
    ...(begins && { since_on: await todayOf(ctx) }),
  });
  if (!changed) throw problem('version-conflict');
  return await record(ctx, 'alerts.updateRule', before, id);
}
