import type { Reader } from '@xinhang/db/database.ts';
import {
  allWatchRules,
  insertWatchRule,
  updateWatchRule,
  type WatchRuleRecord,
} from '@xinhang/db/repositories/watch.ts';
import type { FigureUnit } from '@xinhang/shared/appraisal-schemes.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WatchRule } from '@xinhang/shared/watch.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { deptById } from '../org/service.ts';

type Figures = Pick<Http, 'figures'>;
type Api = typeof api.watch;

/** Of the figure that is looked at; a score is in hundredths of a point. */
export const unitOf = ({ figures }: Figures, figure: string | null): FigureUnit =>
  figure === null ? 'hundredths' : (figures.get(figure)?.unit ?? 'count');

const toRule = (http: Figures, row: WatchRuleRecord): WatchRule => ({
  id: row.id,
  version: row.version,
  name: row.name,
  deptIds: JSON.parse(row.dept_ids) as number[],
  basis: row.basis as WatchRule['basis'],
  figure: row.figure,
  unit: unitOf(http, row.figure),
  span: row.span as WatchRule['span'],
  bound: row.bound,
  periods: row.periods,
  active: row.active === 1,
});

export const describeRules = async (http: Figures, db: Reader) =>
  (await allWatchRules(db)).map((row) => toRule(http, row));

async function check(
  db: Reader,
  { name, deptIds }: { name?: string | undefined; deptIds?: readonly number[] | undefined },
  exceptId: number | null,
): Promise<void> {
  for (const [at, id] of (deptIds ?? []).entries()) {
    if (!(await deptById(db, id))) throw fieldRefused(`/deptIds/${at}`, 'unknown-dept');
  }
  if (name === undefined) return;
  const same = (await allWatchRules(db)).find((one) => nameKey(one.name) === nameKey(name));
  if (same && same.id !== exceptId) throw problem('already-exists');
}

async function record(
  http: Figures,
  ctx: WriteContext,
  action: string,
  before: WatchRule | null,
  id: number,
): Promise<WatchRule> {
  const after = (await describeRules(http, ctx.tx)).find((one) => one.id === id)!;
  await ctx.audit({ action, entity: 'watchRule', entityId: id, before, after });
  await ctx.emit({ entity: 'watchRule', id, version: after.version, audience: [] });
  return after;
}

export async function addWatchRule(
  http: Figures,
  ctx: WriteContext,
  body: EndpointInput<Api['createRule']>['body'],
): Promise<WatchRule> {
  await check(ctx.tx, body, null);
  const figure = body.basis === 'figure' ? body.figure : null;
  if (body.basis === 'figure' && (figure === null || !http.figures.get(figure))) {
    throw fieldRefused('/figure', 'unknown-figure');
  }
  const id = await insertWatchRule(ctx.tx, {
    name: body.name,
    dept_ids: JSON.stringify([...new Set(body.deptIds)]),
    basis: body.basis,
    figure,
    span: body.span,
    bound: body.bound,
    periods: body.periods,
    active: 1,
    since_on: await todayOf(ctx),
  });
  return await record(http, ctx, 'watch.createRule', null, id);
}

export async function changeWatchRule(
  http: Figures,
  ctx: WriteContext,
  id: number,
  body: EndpointInput<Api['updateRule']>['body'],
): Promise<WatchRule> {
  const before = (await describeRules(http, ctx.tx)).find((one) => one.id === id);
  if (!before) throw problem('not-found');
  const { version, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, before, wanted);
  await check(ctx.tx, wanted, id);
  const { name, deptIds, bound, periods, active } = wanted;
  const changed = await updateWatchRule(
    ctx.tx,
    { id, version },
    {
      ...(name !== undefined && { name }),
      ...(deptIds && { dept_ids: JSON.stringify([...new Set(deptIds)]) }),
      ...(bound !== undefined && { bound }),
      ...(periods !== undefined && { periods }),
      ...(active !== undefined && { active: active ? 1 : 0 }),
      ...(active === true && !before.active && { since_on: await todayOf(ctx) }),
    },
  );
  if (!changed) throw conflict(before.version, before, wanted);
  return await record(http, ctx, 'watch.updateRule', before, id);
}
