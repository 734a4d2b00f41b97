import { addDays, startOfDay } from '@xinhang/shared/business-date.ts';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import type { TargetMetric } from '@xinhang/shared/performance.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { orgTree, type OrgTree } from '../modules/org/service.ts';
import {
  actOnPlan,
  createSalesPlan,
  regionDimension,
  salesPlanApproval,
  saveSalesPlan,
  saveTargets,
  submitSalesPlan,
  submitTargets,
  targetSheetApproval,
} from '../modules/targets/service.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { Dimensions } from '../registry/dimensions.ts';
import { Dice } from './dice.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';
import { demoPeople, east, south } from './staff.ts';
import { DEMO_ZONE } from './make-plan.ts';

const OWNER = 'linyuanfan';
/** Sets what the own team is to visit, and waits for an answer. */
const TEAM_HEAD = 'zhouhaiyan';
const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);
/** What a month is beside an average one, in percent: the new year is quiet, the autumn is not. */
const SEASON = [70, 60, 100, 105, 105, 110, 95, 90, 120, 115, 120, 110];
/** Of one person in an average month: least, most, and what they are rounded to. */
type Usual = readonly [number, number, number];
interface Planned {
  metric: TargetMetric;
  goods?: string;
  usual: Usual;
}
const planned = (machines: number): Planned[] => [
  { metric: 'won', usual: [20_000_000, 45_000_000, 1_000_000] },
  { metric: 'newCustomers', usual: [2, 5, 1] },
  { metric: 'visits', usual: [8, 16, 1] },
  // Machines are counted by the piece; tools and oil have units of their own.
  { metric: 'orderedQty', goods: `category-${machines}`, usual: [20_000, 50_000, 10_000] },
];

type Places = { approvals: ApprovalTargets; dimensions: Dimensions };
type Cell = { nodeKind: 'dept' | 'user'; nodeId: number; month: number; value: number };

/** Targets of the year for the company, its branches, its teams and their people. */
export async function makeTargets(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  {
    seed,
    now,
    today,
    products,
  }: { seed: number; now: number; today: string; products: readonly DemoProduct[] },
): Promise<void> {
  const dice = new Dice(seed + 7);
  const year = Number(today.slice(0, 4));
  const at = Math.min(now, startOfDay(`${year}-01-06`, DEMO_ZONE) + 36_000_000);
  const tree = await orgTree(deps.db.read);
  const sellers = new Set(
    demoPeople.flatMap(({ login, roles }) =>
      roles.some((role) => role === 'salesperson' || role === 'sales-manager')
        ? cast.users.get(login)!
        : [],
    ),
  );
  const http = { approvals: new ApprovalTargets(), dimensions: new Dimensions() };
  http.dimensions.register(regionDimension);
  http.approvals.register(targetSheetApproval(http));
  http.approvals.register(salesPlanApproval);
  const machine = products.find((one) => one.name.startsWith('数控车床'))!;
  for (const { metric, goods, usual } of planned(machine.categoryId)) {
    const sheets = sheetsOf(tree, sellers, usual, dice);
    const actor = await actorFor(deps.db.read, cast, OWNER);
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      for (const [deptId, cells] of sheets) {
        const place = { year, deptId, metric, ...(goods && { goods }), version: null };
        const splits = metric === 'won' ? byRegion(deptId, cells) : [];
        const { id, version } = await saveTargets(http, ctx, { ...place, cells, splits });
        await submitTargets(http, ctx, id, version);
      }
    });
  }
  await askForMore(deps, hub, cast, { http, year, now, tree });
  await planQuarter(deps, hub, cast, { http, today, now, tree });
}

/** Of the whole company, in percent of its target. */
const REGIONS = [
  [east, 58],
  [south, 42],
] as const;

/** What the company is to reach, by region: set in its own sheet. */
function byRegion(deptId: number, cells: readonly Cell[]) {
  const own = cells.filter((cell) => cell.nodeKind === 'dept' && cell.nodeId === deptId);
  return own.flatMap((cell) => {
    const percents = REGIONS.map(([, percent]) => percent);
    return splitByWeights(fen(cell.value), percents).map((value, at) => ({
      ...cell,
      dimension: 'region' as const,
      part: REGIONS[at]![0],
      value,
    }));
  });
}

/** The lines of each department, from the people up. */
function sheetsOf(
  tree: OrgTree,
  sellers: ReadonlySet<number>,
  [least, most, round]: Usual,
  dice: Dice,
): Map<number, Cell[]> {
  const sheets = new Map<number, Cell[]>();
  const rounded = (value: number, step: number) => Math.max(step, Math.round(value / step) * step);
  const fill = (deptId: number): number[] => {
    const cells: Cell[] = [];
    const whole = MONTHS.map(() => 0);
    const add = (nodeKind: Cell['nodeKind'], nodeId: number, values: readonly number[]) => {
      for (const [index, value] of values.entries()) {
        cells.push({ nodeKind, nodeId, month: index + 1, value });
        whole[index]! += value;
      }
    };
    for (const dept of tree.depts.filter((one) => one.parent_id === deptId)) {
      const below = fill(dept.id);
      if (below.some((value) => value > 0)) add('dept', dept.id, below);
    }
    for (const person of tree.people.filter((one) => one.dept_id === deptId)) {
      if (!sellers.has(person.id) || person.state === 'left') continue;
      const average = dice.int(least, most);
      add(
        'user',
        person.id,
        SEASON.map((percent) => rounded((average * percent) / 100, round)),
      );
    }
    if (cells.length > 0) sheets.set(deptId, cells);
    // Each level keeps something in hand.
    return whole.map((value) => (value === 0 ? 0 : rounded(value * 0.95, round)));
  };
  const root = tree.depts.find((dept) => dept.parent_id === null)!;
  const whole = fill(root.id);
  sheets.get(root.id)?.push(
    ...MONTHS.map((month) => ({
      nodeKind: 'dept' as const,
      nodeId: root.id,
      month,
      value: whole[month - 1]!,
    })),
  );
  return sheets;
}

/** A head asks for more visits of the own team; the office has not answered yet. */
async function askForMore(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  given: { http: Places; year: number; now: number; tree: OrgTree },
): Promise<void> {
  const { http, year, now, tree } = given;
  const head = cast.users.get(TEAM_HEAD)!;
  const deptId = tree.people.find((person) => person.id === head)!.dept_id;
  const team = tree.people.filter((one) => one.dept_id === deptId && one.state !== 'left');
  const actor = await actorFor(deps.db.read, cast, TEAM_HEAD);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, now - 5 * 3_600_000));
    const cells = team.map((person) => ({
      nodeKind: 'user' as const,
      nodeId: person.id,
      month: 12,
      value: 20,
    }));
    const place = { year, deptId, metric: 'calls' as const, version: null };
    const { id, version } = await saveTargets(http, ctx, { ...place, cells });
    await submitTargets(http, ctx, id, version);
  });
}

/** What the eastern branch is after this quarter, and who does what for it. */
async function planQuarter(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  given: { http: { approvals: ApprovalTargets }; today: string; now: number; tree: OrgTree },
): Promise<void> {
  const { http, today, now, tree } = given;
  const deptId = tree.depts.find((dept) => dept.name === '华东分公司')!.id;
  const actor = await actorFor(deps.db.read, cast, OWNER);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, actor, now - 9 * 86_400_000));
    const { id, version } = await createSalesPlan(ctx, { deptId, span: 'quarter', on: today });
    const saved = await saveSalesPlan(ctx, id, {
      version,
      strategy:
        '本季度以注塑、印染两个行业的老设备改造为主：先把 A、B 级客户的改造意向摸清，再用杭州的样板产线带人参观。\n价格不打折，用交期和两年维保争取；年底前收回去年的尾款，再谈新单。',
      segments: [
        { name: '重点改造客户', industries: [], regions: [], grades: ['A', 'B'] },
        { name: '久未成交的老客户', industries: [], regions: [], grades: ['C'] },
      ],
    });
    const actions = [
      ['shenyi', '列出上海 A、B 级客户的设备年限和改造意向，逐家过一遍。', 10],
      ['xuwenjing', '组织两批客户参观杭州样板产线，每批不少于五家。', 25],
    ] as const;
    for (const [login, text, days] of actions) {
      await actOnPlan(ctx, id, {
        toId: cast.users.get(login)!,
        text,
        dueOn: addDays(today, days),
      });
    }
    await submitSalesPlan(http, ctx, id, saved.version);
  });
}
