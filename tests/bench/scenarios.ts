import { addDays } from '@xinhang/shared/business-date.ts';
import type { Call } from './client.ts';
import { companyName, loadNames, mobile, personName } from './names.ts';
import type { Size } from './generate.ts';
import { Dice } from './random.ts';
import { tradeScenarios } from './trade-scenarios.ts';

export type Who = 'self' | 'team' | 'all';

export interface Scenario {
  readonly name: string;
  readonly as: Who;
  readonly kind: 'read' | 'write';
  /** The requests of one unit of work, one after the other. */
  readonly unit: () => readonly Call[];
  /** Nobody wrote the same over bare SQL: judged by the time it takes, p50 in milliseconds. */
  readonly aloneMs?: number;
}

const get = (path: string): Call => ({ method: 'GET', path });
const list = (view: string) => get(`/customers?${view}sort=lastFollowAt&dir=desc&count=1&limit=50`);

const lists: Scenario[] = (
  [
    ['own list of 50, counted', 'self', 'view=mine&'],
    ['all one sees, counted', 'self', ''],
    ['team list of 50, counted', 'team', 'view=team&'],
    ['company list of 50, counted', 'all', ''],
  ] as const
).map(([name, as, view]) => ({ name, as, kind: 'read', unit: () => [list(view)] }));

const words = ['科技', '王', 'szkj', '1386'] as const;
const searches: Scenario[] = words.flatMap((word) =>
  (['self', 'all'] as const).map((as) => ({
    name: `search ${word}`,
    as,
    kind: 'read' as const,
    unit: () => [get(`/search?q=${encodeURIComponent(word)}`)],
  })),
);

/**
 * What the customer page asks for when it opens; tags, choices and own fields are asked for once
 * in a session, by the first.
 */
export function pageOf(id: number): Call[] {
  return [get(`/customers/${id}/page`)];
}

/** A working day on which the made company wrote follow-ups. */
const REVIEW_DAY = '2026-11-20';
const YEAR = 'from=2026-01-01&to=2026-12-31&limit=50';
const team: Scenario[] = (
  [
    ['own open deals of 50, counted', 'self', '/deals?state=open&view=mine&count=1&limit=50'],
    ['open deals of all, counted', 'all', '/deals?state=open&count=1&limit=50'],
    ['pipeline board', 'self', '/deals/board?pipelineId=1'],
    ['pipeline board', 'team', '/deals/board?pipelineId=1'],
    ['pipeline board', 'all', '/deals/board?pipelineId=1'],
    ['won and lost of a quarter', 'team', '/deals/outcomes?by=owner&from=2026-07-01&to=2026-09-30'],
    ['ranking of a quarter', 'self', `/ranking?span=quarter&on=${REVIEW_DAY}`],
    ['ranking by talks', 'self', `/ranking?span=quarter&on=${REVIEW_DAY}&metric=followUps`],
    ['achievement of a year', 'team', `/achievement?span=year&on=${REVIEW_DAY}`],
    ['achievement of a year', 'all', `/achievement?span=year&on=${REVIEW_DAY}`],
    ['documents behind a result', 'team', `/achievement/rows?nodeKind=dept&nodeId=2&${YEAR}`],
    ['documents behind a result', 'all', `/achievement/rows?nodeKind=dept&nodeId=1&${YEAR}`],
    ['talks of two years', 'team', `/achievement?span=year&on=${REVIEW_DAY}&metric=followUps`],
    ['talks of two years', 'all', `/achievement?span=year&on=${REVIEW_DAY}&metric=followUps`],
    ['review queue', 'team', `/reviews/queue?day=${REVIEW_DAY}&open=1&count=1&limit=50`],
    ['review queue', 'all', `/reviews/queue?day=${REVIEW_DAY}&open=1&count=1&limit=50`],
  ] as const
).map(([name, as, path]) => ({ name, as, kind: 'read', unit: () => [get(path)] }));

const care: Scenario[] = (
  [
    ['care that is due, of 50', 'self', '/care-items?limit=50'],
    ['care that is due, of 50', 'team', '/care-items?limit=50'],
    ['care that is due, of 50', 'all', '/care-items?limit=50'],
    ['recipients of a campaign, of 50', 'team', '/campaigns/1/recipients?state=queued&limit=50'],
    ['a campaign', 'team', '/campaigns/1'],
  ] as const
).map(([name, as, path]) => ({ name, as, kind: 'read', unit: () => [get(path)], aloneMs: 20 }));

/** What a run knows of the made company. */
export interface Known {
  size: Size;
  /** Customers of the salesperson. */
  ids: readonly number[];
  /** Those of them who owe something. */
  debtors: readonly number[];
  /** Answers the draft of an order that nobody confirmed yet. */
  draft: () => number;
}

/** Everything measured. */
export function scenarios(known: Known, seed: number): Scenario[] {
  const { ids } = known;
  const dice = new Dice(seed);
  const { shorts } = loadNames();
  return [
    ...lists,
    ...searches,
    ...team,
    ...care,
    ...tradeScenarios(known, dice),
    { name: 'desk', as: 'self', kind: 'read', unit: () => [get('/desk')] },
    { name: 'desk of the team', as: 'team', kind: 'read', unit: () => [get('/desk?whose=team')] },
    {
      name: 'customer page',
      as: 'self',
      kind: 'read',
      unit: () => pageOf(dice.pick(ids)),
    },
    { name: 'create a customer', as: 'self', kind: 'write', unit: () => [creation(dice, shorts)] },
    { name: 'log a follow-up', as: 'self', kind: 'write', unit: () => [talk(dice.pick(ids))] },
  ];
}

/** A new customer as the form sends it; a serial in the name keeps it from being a duplicate. */
function creation(dice: Dice, shorts: readonly string[]): Call {
  const { name, city } = companyName(dice, `${dice.pick(shorts)}${dice.digits(6)}`);
  return {
    method: 'POST',
    path: '/customers',
    body: {
      name,
      city,
      industry: '机械',
      contact: { name: personName(dice), post: '采购', phones: [{ number: mobile(dice) }] },
      duplicateReason: '测速',
    },
  };
}

function talk(customerId: number): Call {
  return {
    method: 'POST',
    path: '/follow-ups',
    body: {
      customerId,
      type: 'call',
      content: '电话联系,客户表示本月有采购计划,要求报价。',
      nextOn: addDays(new Date().toISOString().slice(0, 10), 30),
    },
  };
}
