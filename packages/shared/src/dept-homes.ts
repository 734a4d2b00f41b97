import { z } from 'zod';
import { salesModels } from './company.ts';
import { endpoint } from './contract/endpoint.ts';
import { idPath, nameRef } from './contract/fields.ts';
import { deskKinds, type DeskKind } from './desk-kinds.ts';
import { menuPages, menuPlaces } from './menu-places.ts';
import {
  modelPages,
  readyViewKeys,
  readyViews,
  unitedHome,
  weeklyColumns,
  type ReadyView,
  type WeeklyColumn,
} from './model-homes.ts';
import { performanceMetrics, type PerformanceMetric } from './performance.ts';
import type { SalesModel } from './sales-models.ts';

const once = <T extends string>(all: readonly [T, ...T[]]) =>
  z
    .array(z.enum(all))
    .max(all.length)
    .refine((list) => new Set(list).size === list.length, 'named-twice');

/** The big list at the left of the desk stays where it is. */
export const movableBlocks = deskKinds.filter((kind) => kind !== 'followUpsDue') as unknown as [
  DeskKind,
  ...DeskKind[],
];

/** What a department may say of the home of its people; each part by itself. */
export const homePartSchemas = {
  /** Blocks of the desk in their order; those `away` lie folded together at its end. */
  desk: z.object({ order: once(movableBlocks), away: once(movableBlocks) }),
  /** Areas and pages in their order; pages under `more` stand at the end of the menu. */
  menu: z.object({
    order: once(menuPlaces),
    more: once(menuPages as unknown as [string, ...string[]]),
  }),
  /** Ready views above the lists of customers and deals, in their order. */
  views: once(readyViewKeys),
  /** Columns of the weekly report in their order; the others are shown when asked for. */
  weekly: once(weeklyColumns).min(1),
  /** With which measure the pages of results and of the ranking open. */
  measures: z.object({
    achievement: z.enum(performanceMetrics),
    ranking: z.enum(performanceMetrics),
  }),
};
export const homePartNames = ['desk', 'menu', 'views', 'weekly', 'measures'] as const;
export type HomePart = (typeof homePartNames)[number];
type Schemas = typeof homePartSchemas;

/** Null: nothing is said of the part. */
export const homeParts = z.object({
  desk: homePartSchemas.desk.nullable(),
  menu: homePartSchemas.menu.nullable(),
  views: homePartSchemas.views.nullable(),
  weekly: homePartSchemas.weekly.nullable(),
  measures: homePartSchemas.measures.nullable(),
});
export type HomeParts = z.output<typeof homeParts>;
/** The same where every part has a value. */
export type WholeHome = { [K in HomePart]: z.output<Schemas[K]> };
export const saysNothing: HomeParts = {
  desk: null,
  menu: null,
  views: null,
  weekly: null,
  measures: null,
};

/** The home of a person, as the screens use it. */
export interface Home {
  menu: readonly string[];
  /** Pages at the end of the menu. */
  more: readonly string[];
  desk: readonly DeskKind[];
  /** Blocks that wait until there is something in them. */
  aside: readonly DeskKind[];
  /** Blocks that lie folded together at the end of the desk. */
  away: readonly DeskKind[];
  metrics: readonly PerformanceMetric[];
  achievement: PerformanceMetric;
  weekly: readonly WeeklyColumn[];
  /** Other columns that count anything stand beside at once, and need not be asked for. */
  weeklyRest: boolean;
  views: readonly ReadyView[];
}

/** As the models lay it out, with what the department says in the place of theirs. */
export function homeOf(models: readonly SalesModel[], said: HomeParts = saysNothing): Home {
  const { pages, menu, desk, aside, metrics, weekly, views } = unitedHome(models);
  const ranking = said.measures?.ranking;
  return {
    menu: said.menu?.order ?? menu,
    more:
      said.menu?.more ?? modelPages.filter((path) => !(pages as readonly string[]).includes(path)),
    desk: said.desk?.order ?? desk,
    aside,
    away: said.desk?.away ?? [],
    metrics: ranking ? [ranking, ...metrics.filter((one) => one !== ranking)] : metrics,
    achievement: said.measures?.achievement ?? 'won',
    weekly: said.weekly ?? weekly,
    weeklyRest: said.weekly === null,
    views: said.views?.map((key) => readyViews[key]) ?? views,
  };
}

const complete = <T>(list: readonly T[], all: readonly T[]): T[] => [
  ...list,
  ...all.filter((one) => !list.includes(one)),
];
const inOrder = <T>(list: readonly T[], all: readonly T[]) =>
  all.filter((one) => list.includes(one));

/** Every part with every place named, so that two can be compared and edited. */
export function wholeHome(models: readonly SalesModel[], said: HomeParts): WholeHome {
  const home = homeOf(models, said);
  return {
    desk: {
      order: complete(home.desk, movableBlocks).filter((kind) => kind !== 'followUpsDue'),
      away: inOrder(home.away, movableBlocks),
    },
    menu: {
      order: complete(home.menu as WholeHome['menu']['order'], menuPlaces),
      more: inOrder(home.more, menuPages),
    },
    views: home.views.map(({ key }) => key),
    weekly: [...home.weekly],
    measures: { achievement: home.achievement, ranking: home.metrics[0]! },
  };
}

export const deptHome = z.object({
  dept: nameRef,
  /** 0 before anything was said. */
  version: z.int(),
  /** By which models it works: its own or those above, and development beside. */
  models: z.array(z.enum(salesModels)),
  own: homeParts,
  /** What the departments above say, the nearest first; without that, the preset of the models. */
  above: homeParts,
  /** Which of them says it. */
  aboveFrom: z.object({
    desk: nameRef.nullable(),
    menu: nameRef.nullable(),
    views: nameRef.nullable(),
    weekly: nameRef.nullable(),
    measures: nameRef.nullable(),
  }),
});
export type DeptHome = z.output<typeof deptHome>;

const getDeptHome = endpoint({
  method: 'GET',
  path: '/depts/:id/home',
  access: 'org.manage',
  since: 1,
  summary: 'How a department lays out the home of its people, and from where each part comes',
  params: idPath,
  response: deptHome,
});

const updateDeptHome = endpoint({
  method: 'PATCH',
  path: '/depts/:id/home',
  access: 'org.manage',
  since: 1,
  summary:
    'Lay out parts of the home; null, or the same as without saying it, goes back to what is above or the preset',
  params: idPath,
  body: z.object({
    version: z.int().min(0),
    desk: homePartSchemas.desk.nullable().optional(),
    menu: homePartSchemas.menu.nullable().optional(),
    views: homePartSchemas.views.nullable().optional(),
    weekly: homePartSchemas.weekly.nullable().optional(),
    measures: homePartSchemas.measures.nullable().optional(),
  }),
  response: deptHome,
  problems: ['version-conflict'],
});

export const deptHomeApi = { getDeptHome, updateDeptHome };
