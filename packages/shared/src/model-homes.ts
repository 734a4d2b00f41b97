import type { DeskKind } from './desk-kinds.ts';
import type { PerformanceMetric } from './performance.ts';
import type { SalesModel } from './sales-models.ts';

/** Pages of the menu that belong to some models only; all others belong to each. */
export const modelPages = [
  '/pool',
  '/pool-forecast',
  '/filings',
  '/ramp-up',
  '/care',
  '/campaigns',
  '/competitors',
] as const;
type ModelPage = (typeof modelPages)[number];

/** Columns of the weekly report. */
export const weeklyColumns = [
  'followUps',
  'calls',
  'visits',
  'newCustomers',
  'kept',
  'won',
  'wonFen',
  'orderedFen',
  'deliveredFen',
  'receivedFen',
  'lost',
  'moved',
  'stuck',
  'alertsOpen',
  'alertsEscalated',
  'logsMissing',
] as const;
export type WeeklyColumn = (typeof weeklyColumns)[number];

export const readyViewKeys = [
  'hot',
  'overdue',
  'prospects',
  'dealing',
  'sleeping',
  'idle30',
  'keyCustomers',
  'valued',
  'lateDeals',
  'stuckDeals',
  'bigDeals',
] as const;

/** Filters and order of a list that everybody of the model finds above it. */
export interface ReadyView {
  /** Part of its word: `readyView.KEY`. */
  key: (typeof readyViewKeys)[number];
  page: 'customers' | 'deals';
  /** As the page keeps it in its address. */
  state: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface ModelHome {
  /** Of `modelPages`, those that it works with; the menu keeps the rest at its end. */
  pages: readonly ModelPage[];
  /** Areas and pages that lead the menu, in this order. */
  menu: readonly string[];
  /** Blocks that lead the morning desk, in this order. */
  desk: readonly DeskKind[];
  /** Blocks that stand on the desk only while there is something in them. */
  aside: readonly DeskKind[];
  /** Measures in their order; a ranking opens with the first. */
  metrics: readonly PerformanceMetric[];
  /** Columns of the weekly report in their order; others stand at its end if they count anything. */
  weekly: readonly WeeklyColumn[];
  views: readonly ReadyView[];
}

/** All of them, by their keys. */
export const readyViews = {
  hot: {
    key: 'hot',
    page: 'customers',
    state: { chanceGrade: ['A'], sort: 'lastFollowAt', dir: 'asc' },
  },
  overdue: {
    key: 'overdue',
    page: 'customers',
    state: { overdue: true, sort: 'grade', dir: 'asc' },
  },
  prospects: {
    key: 'prospects',
    page: 'customers',
    state: { stage: ['potential', 'intent'], sort: 'createdAt', dir: 'desc' },
  },
  dealing: {
    key: 'dealing',
    page: 'customers',
    state: { stage: ['dealing'], sort: 'lastFollowAt', dir: 'asc' },
  },
  sleeping: { key: 'sleeping', page: 'customers', state: { stage: ['sleeping'] } },
  idle30: {
    key: 'idle30',
    page: 'customers',
    state: { idleDays: 30, sort: 'lastFollowAt', dir: 'asc' },
  },
  keyCustomers: { key: 'keyCustomers', page: 'customers', state: { chanceGrade: ['A', 'B'] } },
  valued: {
    key: 'valued',
    page: 'customers',
    state: { valueGrade: ['A', 'B'], sort: 'lastFollowAt', dir: 'asc' },
  },
  lateDeals: { key: 'lateDeals', page: 'deals', state: { late: true } },
  stuckDeals: { key: 'stuckDeals', page: 'deals', state: { stuck: true } },
  bigDeals: { key: 'bigDeals', page: 'deals', state: { sort: 'amount', dir: 'desc' } },
} as const satisfies Record<ReadyView['key'], ReadyView>;

/**
 * Where the day of each sales model takes place (S12, S23): menu, desk, lists, reports. Nothing is
 * granted by it and nothing locked away: what does not belong to the model stands last, or waits
 * until there is something in it.
 */
export const modelHomes: Readonly<Record<SalesModel, ModelHome>> = {
  dev: {
    pages: modelPages,
    menu: [],
    desk: [
      'approvals',
      'deliveriesDue',
      'milestonesDue',
      'paymentsPromised',
      'statementsDue',
      'loansDue',
      'quotationsEnding',
      'payablesDue',
      'billsDue',
      'limitsEnding',
      'plansDue',
      'alerts',
      'poolWarning',
      'idleCustomers',
      'newCustomers',
    ],
    aside: [],
    metrics: [
      'newCustomers',
      'won',
      'wonCount',
      'ordered',
      'delivered',
      'received',
      'calls',
      'visits',
      'followUps',
    ],
    weekly: [
      'newCustomers',
      'followUps',
      'calls',
      'visits',
      'kept',
      'won',
      'wonFen',
      'orderedFen',
      'deliveredFen',
      'receivedFen',
      'lost',
      'moved',
      'stuck',
      'alertsOpen',
      'alertsEscalated',
      'logsMissing',
    ],
    views: [readyViews.hot, readyViews.overdue, readyViews.prospects, readyViews.lateDeals],
  },
  retain: {
    pages: ['/care', '/campaigns'],
    menu: ['/customers', '/contacts', '/care', '/follow-ups', '/campaigns'],
    desk: [
      'approvals',
      'deliveriesDue',
      'paymentsPromised',
      'statementsDue',
      'payablesDue',
      'billsDue',
      'limitsEnding',
      'careDue',
      'promisesDue',
      'birthdays',
      'festivals',
      'idleCustomers',
    ],
    aside: ['poolWarning', 'newCustomers'],
    metrics: [
      'won',
      'ordered',
      'delivered',
      'received',
      'wonCount',
      'visits',
      'calls',
      'followUps',
      'newCustomers',
    ],
    weekly: [
      'visits',
      'calls',
      'followUps',
      'kept',
      'won',
      'wonFen',
      'orderedFen',
      'deliveredFen',
      'receivedFen',
      'lost',
      'alertsOpen',
      'alertsEscalated',
      'logsMissing',
    ],
    views: [
      readyViews.valued,
      readyViews.dealing,
      readyViews.idle30,
      readyViews.sleeping,
      readyViews.lateDeals,
    ],
  },
  project: {
    pages: ['/competitors', '/care', '/campaigns'],
    menu: ['/home', 'deals', '/deals/board', '/deals', '/competitors'],
    desk: [
      'approvals',
      'milestonesDue',
      'loansDue',
      'quotationsEnding',
      'deliveriesDue',
      'paymentsPromised',
      'statementsDue',
      'payablesDue',
      'billsDue',
      'limitsEnding',
      'alerts',
      'plansDue',
      'tasksReceived',
      'promisesDue',
    ],
    aside: ['poolWarning', 'newCustomers', 'festivals'],
    metrics: [
      'won',
      'wonCount',
      'ordered',
      'delivered',
      'received',
      'visits',
      'followUps',
      'calls',
      'newCustomers',
    ],
    weekly: [
      'visits',
      'followUps',
      'kept',
      'moved',
      'stuck',
      'won',
      'wonFen',
      'orderedFen',
      'deliveredFen',
      'receivedFen',
      'lost',
      'alertsOpen',
      'alertsEscalated',
      'logsMissing',
    ],
    views: [
      readyViews.keyCustomers,
      readyViews.overdue,
      readyViews.bigDeals,
      readyViews.stuckDeals,
      readyViews.lateDeals,
    ],
  },
};

const joined = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

/** The home of somebody who works by several models: as the first says, with what the others add. */
export function unitedHome(models: readonly SalesModel[]): ModelHome {
  const homes = models.map((model) => modelHomes[model]);
  const [first] = homes;
  return {
    pages: joined(homes.map(({ pages }) => pages)),
    menu: first?.menu ?? [],
    desk: joined(homes.map(({ desk }) => desk)),
    aside: (first?.aside ?? []).filter((kind) => homes.every(({ aside }) => aside.includes(kind))),
    metrics: joined(homes.map(({ metrics }) => metrics)),
    weekly: joined(homes.map(({ weekly }) => weekly)),
    views: joined(homes.map((home) => home.views)),
  };
}
