import type { Campaign, OptOut, OutboxRow } from '@xinhang/shared/campaigns.ts';
import { canary, contactPhoneOf } from '../canaries.ts';
import {
  ok,
  positions,
  refused,
  type Expectation,
  type RowFacts,
  type Verdict,
} from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const field = { status: 422, code: 'field-refused' } as const;
const stranger = positions.find((row) => row.position === 'otherTeam')!;
/** Whoever writes to everybody sees what the boss wrote. */
const all = (who: Expectation) => who.reaches('campaigns.create', stranger);
const phones = (who: Expectation) => who.role.fields.phone === 'show';
/** Nobody's customers are never written to. */
const reached = (who: Expectation, row: RowFacts) =>
  row.owner !== null && who.reaches('campaigns.create', row);

/** One of the subject's and one of the boss's: of the latter nothing may be changed. */
const ofOwn =
  (
    state: 'draft' | 'approved',
    body: object | undefined,
    mine: (who: Expectation) => Verdict,
    others: Verdict = refused.forbidden,
  ): Recipe =>
  (world: World) =>
    (['mine', 'boss'] as const).map((whose): Cell => ({
      label: whose,
      row: null,
      request: { params: { id: world.campaigns[whose][state] }, ...(body && { body }) },
      rule: (who) => (whose === 'mine' ? mine(who) : all(who) ? others : refused.notFound),
    }));

const draft = { channel: 'sms', name: '矩阵', signature: '矩阵', body: '您好' };

export const campaignRecipes: Recipes = {
  'campaigns.list': () => [
    {
      label: 'everything',
      row: null,
      request: {},
      content: (answer: { rows: Campaign[] }, who) =>
        same(
          'campaigns',
          answer.rows.map((row) => row.by.name),
          [...(all(who) ? ['boss', 'boss'] : []), 'matrix-me', 'matrix-me'],
        ),
    },
  ],
  'campaigns.create': once({ body: draft }, { rule: (who) => (phones(who) ? ok(201) : field) }),
  'campaigns.update': ofOwn('draft', { version: 1, name: '矩阵改' }, () => ok()),
  'campaigns.get': (world) =>
    (['mine', 'boss'] as const).map((whose): Cell => ({
      label: whose,
      row: null,
      request: { params: { id: world.campaigns[whose].approved } },
      rule: (who) => (whose === 'mine' || all(who) ? ok() : refused.notFound),
      content: (answer: { counts: { queued: number } }, who) =>
        same('queued', answer.counts.queued, positions.filter((row) => reached(who, row)).length),
    })),
  'campaigns.preview': ofOwn('draft', undefined, (who) => (phones(who) ? ok() : field)),
  'campaigns.submit': ofOwn('draft', { version: 1 }, (who) => (phones(who) ? ok() : field)),
  'campaigns.cancel': ofOwn('approved', undefined, () => ok()),
  'campaigns.recipients': (world) =>
    (['mine', 'boss'] as const).map((whose): Cell => ({
      label: whose,
      row: null,
      request: { params: { id: world.campaigns[whose].approved }, query: { limit: 200 } },
      rule: (who) => (whose === 'mine' || all(who) ? ok() : refused.notFound),
      content: (answer: { rows: OutboxRow[] }, who) =>
        same(
          'recipients',
          answer.rows.map((row) => [row.text, row.address]),
          positions.flatMap((row, index) =>
            reached(who, row)
              ? [[canary(index, 'contact'), phones(who) ? contactPhoneOf(index) : '']]
              : [],
          ),
        ),
    })),
  'campaigns.exportList': ofOwn('approved', { format: 'csv', lang: 'en' }, (who) =>
    phones(who) ? ok(202) : refused.forbidden,
  ),
  'campaigns.send': ofOwn('approved', undefined, (who) =>
    phones(who) ? { status: 409, code: 'no-carrier' } : refused.forbidden,
  ),
  'campaigns.schedule': ofOwn(
    'approved',
    { version: 1, at: { on: '2026-12-31', time: '09:00' } },
    (who) => (phones(who) ? { status: 409, code: 'no-carrier' } : refused.forbidden),
  ),
  'messageProviders.list': once(),
  'messageProviders.set': once({
    params: { channel: 'sms' },
    body: { version: 1, kind: 'none' },
  }),
  'campaigns.mark': ofOwn('approved', { state: 'sent' }, () => ok()),
  'optOuts.list': () => [
    {
      label: 'everything',
      row: null,
      request: {},
      content: (answer: { rows: OptOut[] }, who) =>
        same(
          'opt-outs',
          answer.rows.map((row) => row.address),
          [...(all(who) ? ['boss@example.com'] : []), 'mine@example.com'],
        ),
    },
  ],
  'optOuts.create': once(
    { body: { channel: 'email', address: 'new@example.com' } },
    { rule: () => ok(201) },
  ),
  'optOuts.remove': (world) =>
    (['mine', 'boss'] as const).map((whose): Cell => ({
      label: whose,
      row: null,
      request: { params: { id: world.campaigns.out[whose] } },
      rule: (who) => (whose === 'mine' ? ok() : all(who) ? refused.forbidden : refused.notFound),
    })),
};
