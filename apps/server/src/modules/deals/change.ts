import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  appendDealEvent,
  partsOfDeal,
  setDealPart,
  updateDeal,
  type DealRecord,
} from '@xinhang/db/repositories/deals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { Problem } from '@xinhang/shared/problems.ts';
import { refuseFarDay } from '../../http/due-day.ts';
import { todayOf } from '../../http/today.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { needOpenDeal, recordDeal } from './access.ts';
import { describeDeal } from './describe.ts';
import { tellOfDeal } from './events.ts';
import { refuseWaiting } from './gate-approval.ts';
import { namedColumns, needDealCustomer } from './open.ts';
import { checkParts, sumOfLines, writeParts } from './parts.ts';

type UpdateBody = EndpointInput<typeof api.deals.update>['body'];

/** 409 with the fields that differ, as this person reads them. */
export async function dealConflict(
  ctx: WriteContext,
  current: DealRecord,
  wanted: object,
): Promise<Problem> {
  const shown = await describeDeal({ ...ctx, db: ctx.tx }, current);
  return conflict(
    current.version,
    {
      ...shown,
      customerId: shown.customer?.id ?? null,
      chance: shown.ownChance,
      stageId: shown.stage.id,
      ownerId: shown.owner.id,
      lines: shown.lines.map(({ amountFen: _amount, unit: _unit, ...line }) => line),
      shares: shown.shares.map(({ user, shareBp }) => ({ userId: user.id, shareBp })),
      contacts: shown.contacts.map(({ contact, ...what }) => ({ contactId: contact.id, ...what })),
      competitors: shown.competitors.map(({ competitor, ...what }) => ({
        competitorId: competitor.id,
        ...what,
      })),
    },
    wanted,
  );
}

function changedColumns(body: UpdateBody): Partial<DealRecord> {
  const amount = body.amountFen === undefined ? sumOfLines(body.lines) : body.amountFen;
  return {
    ...(body.name !== undefined && namedColumns(body.name)),
    ...(body.customerId !== undefined && { customer_id: body.customerId }),
    ...(amount !== undefined && { amount_fen: amount }),
    ...(body.chance !== undefined && { chance: body.chance }),
    ...(body.expectedOn !== undefined && { expected_on: body.expectedOn ?? NO_DATE }),
    ...(body.source !== undefined && { source: body.source }),
    ...(body.note !== undefined && { note: body.note }),
  };
}

/** What of a change is told on the page of the deal: amount, date and customer (S82). */
async function recordEvents(ctx: WriteContext, before: DealRecord, after: DealRecord) {
  const date = (value: string) => (value === NO_DATE ? '' : value);
  const text = (value: number | null) => (value === null ? '' : String(value));
  const told = [
    ['amount', text(before.amount_fen), text(after.amount_fen)],
    ['expected', date(before.expected_on), date(after.expected_on)],
    ['customer', text(before.customer_id), text(after.customer_id)],
  ] as const;
  for (const [kind, from, to] of told) {
    if (from === to) continue;
    await appendDealEvent(ctx.tx, {
      deal_id: after.id,
      kind,
      from_value: from,
      to_value: to,
      reason: '',
      back: 0,
      by_user_id: ctx.actor.userId,
      at: ctx.now,
    });
  }
}

/** Changes an open deal; lists that are given replace what was there. */
export async function changeDeal(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<DealRecord> {
  const { tx, actor } = ctx;
  const before = await needOpenDeal(tx, actor, 'deals.update', id);
  const { version, ...wanted } = body;
  if (version !== before.version) throw await dealConflict(ctx, before, wanted);
  const moved = body.customerId !== undefined && body.customerId !== before.customer_id;
  if (moved && body.customerId) await needDealCustomer(ctx, body.customerId);
  const customerId = body.customerId === undefined ? before.customer_id : body.customerId;
  await checkParts(tx, body, customerId);
  const changes = changedColumns(body);
  if (changes.expected_on !== before.expected_on) {
    refuseFarDay('/expectedOn', body.expectedOn, await todayOf(ctx));
  }
  if (moved || (changes.amount_fen ?? before.amount_fen) !== before.amount_fen) {
    await refuseWaiting(tx, id);
  }
  if (before.first_expected_on === NO_DATE && changes.expected_on !== undefined) {
    changes.first_expected_on = changes.expected_on;
  }
  const row = await updateDeal(tx, { id, version }, changes);
  if (!row) throw await dealConflict(ctx, before, wanted);
  const was = await partsOfDeal(tx, id);
  // Its contacts were those of the customer before.
  if (moved && !body.contacts) await setDealPart(tx, 'deal_contact', id, []);
  await writeParts(tx, id, body);
  await recordEvents(ctx, before, row);
  const is = await partsOfDeal(tx, id);
  const [met, meets] = [rivalsIn(was), rivalsIn(is)];
  if (met !== meets) {
    await tellOfDeal(ctx, id, { kind: 'competitor', from: met, to: meets, reason: '' });
  }
  const [shared, shares] = [sharesIn(was), sharesIn(is)];
  if (shared !== shares) {
    await tellOfDeal(ctx, id, { kind: 'shares', from: shared, to: shares, reason: '' });
  }
  const [parted, now] = [partsIn(was, body), partsIn(is, body)];
  await recordDeal(ctx, 'deals.update', { ...before, ...parted }, { ...row, ...now });
  return row;
}

/** Competitors with what they offer, as far as it is known; a note on one is no news. */
const rivalsIn = ({ competitors }: Awaited<ReturnType<typeof partsOfDeal>>) =>
  competitors
    .map(({ name, price_fen: price }) =>
      price === null ? name : `${name} ¥${formatFen(fen(price))}`,
    )
    .join('、');

/** Whose result it is to be, and how much of it; the order in which they are written is no news. */
const sharesIn = ({ shares }: Awaited<ReturnType<typeof partsOfDeal>>) =>
  shares
    .toSorted((a, b) => b.share_bp - a.share_bp || a.id - b.id)
    .map(({ name, share_bp: part }) => `${name} ${part / 100}%`)
    .join('、');

/** The parts that a change speaks of, whole: what is not told here would count as no change. */
function partsIn(parts: Awaited<ReturnType<typeof partsOfDeal>>, body: UpdateBody) {
  return {
    ...(body.lines && {
      lines: parts.lines.map(({ product, product_id, unit_id, qty_e4, price_e4 }) => ({
        product,
        product_id,
        unit_id,
        qty_e4,
        price_e4,
      })),
    }),
    ...(body.shares && { shares: parts.shares }),
    ...(body.contacts && {
      // Names of contacts are for those who see the customer; ids tell what changed.
      contacts: parts.contacts.map(({ name: _name, ...contact }) => contact),
    }),
    ...(body.competitors && { competitors: parts.competitors }),
  };
}
