import { company } from '@xinhang/db/repositories/company.ts';
import {
  deptHomes,
  deptsByPath,
  putDeptHome,
  type DeptHomeRecord,
} from '@xinhang/db/repositories/dept-homes.ts';
import { waysOfDepts, type Way } from '@xinhang/db/repositories/depts-model.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import {
  homePartNames,
  homePartSchemas,
  saysNothing,
  wholeHome,
  type DeptHome,
  type HomePart,
  type HomeParts,
} from '@xinhang/shared/dept-homes.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { modelsWith } from '@xinhang/shared/sales-models.ts';
import { isDeepStrictEqual } from 'node:util';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';

interface Dept {
  id: number;
  name: string;
  path: string;
}

/** What is stored and nobody knows any more says nothing. */
function partsOf(row: DeptHomeRecord | undefined): HomeParts {
  if (!row) return saysNothing;
  const read = (part: HomePart): unknown => {
    const text = row[part];
    if (text === null) return null;
    const parsed = homePartSchemas[part].safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  };
  return Object.fromEntries(homePartNames.map((part) => [part, read(part)])) as HomeParts;
}

const sameWay = (a: Way, b: Way | undefined) =>
  a.model === b?.model && a.development === b.development;

/**
 * From a department upwards, as far as it sells in the way of the one above: whoever sells in a way
 * of its own begins with the preset of that.
 */
function chainOf(id: number, byId: ReadonlyMap<number, Dept>, ways: ReadonlyMap<number, Way>) {
  const ids = byId.get(id)!.path.split('/').filter(Boolean).map(Number).toReversed();
  const end = ids.findIndex((one, at) => !sameWay(ways.get(one)!, ways.get(ids[at + 1] ?? 0)));
  return ids.slice(0, end + 1).map((one) => byId.get(one)!);
}

const nobody: DeptHome['aboveFrom'] = {
  desk: null,
  menu: null,
  views: null,
  weekly: null,
  measures: null,
};

/** How the people of a department find their screens. */
export async function describeHome(db: Reader, deptId: number): Promise<DeptHome> {
  const byId = new Map((await deptsByPath(db)).map((row): [number, Dept] => [row.id, row]));
  const dept = byId.get(deptId);
  if (!dept) throw problem('not-found');
  const ways = await waysOfDepts(db, (await company(db))!.sales_model);
  const said = await deptHomes(db);
  const above = { ...saysNothing };
  const aboveFrom: DeptHome['aboveFrom'] = { ...nobody };
  for (const { id, name } of chainOf(deptId, byId, ways).slice(1)) {
    const parts = partsOf(said.get(id));
    for (const part of homePartNames) {
      if (above[part] !== null || parts[part] === null) continue;
      Object.assign(above, { [part]: parts[part] });
      aboveFrom[part] = { id, name };
    }
  }
  const { model, development } = ways.get(deptId)!;
  return {
    dept: { id: dept.id, name: dept.name },
    version: said.get(deptId)?.version ?? 0,
    models: modelsWith(model, development),
    own: partsOf(said.get(deptId)),
    above,
    aboveFrom,
  };
}

/** What is said for the people of a department, by it or by one above. */
export async function homeSaid(db: Reader, deptId: number): Promise<HomeParts> {
  const { own, above } = await describeHome(db, deptId);
  return Object.fromEntries(
    homePartNames.map((part) => [part, own[part] ?? above[part]]),
  ) as HomeParts;
}

/** The same as what would hold without saying it is not said: then the preset can still change. */
function sparing({ models, above }: DeptHome, wanted: HomeParts): HomeParts {
  const without = wholeHome(models, above);
  const held = wholeHome(models, wanted);
  return Object.fromEntries(
    homePartNames.map((part) => {
      const same = wanted[part] === null || isDeepStrictEqual(held[part], without[part]);
      return [part, same ? null : wanted[part]];
    }),
  ) as HomeParts;
}

/** Parts as the table keeps them. */
export function storedHome(parts: HomeParts) {
  const text = (part: HomePart) => (parts[part] === null ? null : JSON.stringify(parts[part]));
  return {
    desk: text('desk'),
    menu: text('menu'),
    views: text('views'),
    weekly: text('weekly'),
    measures: text('measures'),
  };
}

/** By a name for each part, as the audit tells them apart. */
const told = ({ desk, menu, views, weekly, measures }: HomeParts) => ({
  homeDesk: desk,
  homeMenu: menu,
  homeViews: views,
  homeWeekly: weekly,
  homeMeasures: measures,
});

export async function changeHome(
  ctx: WriteContext,
  deptId: number,
  { version, ...sent }: EndpointInput<typeof api.org.updateDeptHome>['body'],
): Promise<DeptHome> {
  const before = await describeHome(ctx.tx, deptId);
  const clash = () => conflict(before.version, before.own, sent);
  if (version !== before.version) throw clash();
  const own = sparing(before, { ...before.own, ...sent } as HomeParts);
  if (isDeepStrictEqual(own, before.own)) return before;
  const saved = await putDeptHome(ctx.tx, deptId, version, storedHome(own));
  if (!saved) throw clash();
  const after = await describeHome(ctx.tx, deptId);
  await ctx.audit({
    action: 'org.updateDeptHome',
    entity: 'dept',
    entityId: deptId,
    before: told(before.own),
    after: told(after.own),
  });
  await ctx.emit({ entity: 'dept', id: deptId, version: after.version, audience: [] });
  return after;
}
