import {
  carePlanById,
  insertCarePlan,
  updateCarePlan,
  type CarePlanRecord,
} from '@xinhang/db/repositories/care-plans.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { CarePlan } from '@xinhang/shared/care.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { tags } from '../customers/service.ts';

type CreateBody = EndpointInput<typeof api.carePlans.create>['body'];
type UpdateBody = EndpointInput<typeof api.carePlans.update>['body'];
type Shape = Omit<CarePlan, 'id' | 'version' | 'active'>;

export function toCarePlan(row: CarePlanRecord): CarePlan {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind as CarePlan['kind'],
    what: row.what,
    trigger: row.trigger as CarePlan['trigger'],
    everyDays: row.every_days,
    festival: row.festival,
    leadDays: row.lead_days,
    grades: JSON.parse(row.grades) as CarePlan['grades'],
    valueGrades: JSON.parse(row.value_grades) as CarePlan['valueGrades'],
    models: JSON.parse(row.models) as CarePlan['models'],
    tagIds: JSON.parse(row.tag_ids) as number[],
    active: row.active === 1,
  };
}

const columns = (plan: Shape) => ({
  name: plan.name,
  kind: plan.kind,
  what: plan.what,
  trigger: plan.trigger,
  every_days: plan.everyDays,
  festival: plan.festival,
  lead_days: plan.leadDays,
  grades: JSON.stringify(plan.grades),
  value_grades: JSON.stringify(plan.valueGrades),
  models: JSON.stringify(plan.models),
  tag_ids: JSON.stringify(plan.tagIds),
});

/** What belongs to another trigger is refused; what this one needs must be there. */
async function check(ctx: WriteContext, plan: Shape): Promise<void> {
  const { trigger, everyDays, festival } = plan;
  if ((trigger === 'interval') !== (everyDays !== null)) {
    throw fieldRefused('/everyDays', everyDays === null ? 'required' : 'not-with-this-trigger');
  }
  if ((trigger === 'festival') !== (festival !== null)) {
    throw fieldRefused('/festival', festival === null ? 'required' : 'not-with-this-trigger');
  }
  if (festival !== null) {
    const known = await readSetting(ctx.tx, 'care.festivals');
    if (!known.some(({ name }) => name === festival)) {
      throw fieldRefused('/festival', 'unknown-festival');
    }
  }
  const known = new Set((await tags(ctx.tx)).map(({ id }) => id));
  const at = plan.tagIds.findIndex((id) => !known.has(id));
  if (at >= 0) throw fieldRefused(`/tagIds/${at}`, 'unknown-tag');
}

async function record(ctx: WriteContext, action: string, before: CarePlan | null, id: number) {
  const after = toCarePlan((await carePlanById(ctx.tx, id))!);
  await ctx.audit({ action, entity: 'carePlan', entityId: id, before, after });
  await ctx.emit({ entity: 'carePlan', id, version: after.version, audience: [] });
  return after;
}

export async function addCarePlan(ctx: WriteContext, body: CreateBody): Promise<CarePlan> {
  await check(ctx, body);
  const since = await todayOf(ctx);
  const id = await insertCarePlan(ctx.tx, { ...columns(body), active: 1, since });
  return await record(ctx, 'carePlans.create', null, id);
}

/** What is told of one trigger alone chooses it. */
function impliedBy({ everyDays, festival }: UpdateBody): CarePlan['trigger'] | undefined {
  return festival ? 'festival' : everyDays ? 'interval' : undefined;
}

export async function changeCarePlan(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<CarePlan> {
  const row = await carePlanById(ctx.tx, id);
  if (!row) throw problem('not-found');
  const before = toCarePlan(row);
  const { version, active, ...wanted } = body;
  if (version !== row.version) throw conflict(row.version, before, { ...wanted, active });
  const given = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined),
  ) as Partial<Shape>;
  const trigger = body.trigger ?? impliedBy(body) ?? before.trigger;
  const fitting = {
    everyDays: trigger === 'interval' ? before.everyDays : null,
    festival: trigger === 'festival' ? before.festival : null,
  };
  const next = { ...before, ...fitting, ...given, trigger };
  await check(ctx, next);
  const changed = { ...columns(next), active: (active ?? before.active) ? 1 : 0 };
  const same = Object.entries(changed).every(
    ([name, value]) => row[name as keyof typeof changed] === value,
  );
  if (same) return before;
  // Switched on again, it begins anew.
  const since = changed.active > row.active ? await todayOf(ctx) : row.since;
  if (!(await updateCarePlan(ctx.tx, row, { ...changed, since }))) {
    throw problem('version-conflict');
  }
  return await record(ctx, 'carePlans.update', before, id);
}
