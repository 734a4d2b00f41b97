import { may } from '@xinhang/db/actor.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  dealEvents,
  dealsReached,
  partsOfDeal,
  type DealEventRecord,
  type DealRecord,
} from '@xinhang/db/repositories/deals.ts';
import { waitingMoves } from '@xinhang/db/repositories/deal-moves.ts';
import { gateItems, stages, type StageRecord } from '@xinhang/db/repositories/pipelines.ts';
import type { Deal, DealEvent, DealRow } from '@xinhang/shared/deals.ts';
import type { ReadContext } from '../../http/context.ts';
import { contactsOf, customerById, customerHeads, reachedAmong } from '../customers/service.ts';
import { userNames } from '../org/service.ts';
import { readableApprovals } from '../system/service.ts';
import { checkedGates } from './gates.ts';
import { dealCan } from './policy.ts';
import { stageStays, stuckBefore } from './stays.ts';

type Looker = Pick<ReadContext, 'db' | 'actor' | 'now'>;

/** Whether an open deal stands longer in its stage than the stage allows. */
function isStuck(deal: DealRecord, stage: StageRecord | undefined, now: number): boolean {
  const before = deal.state === 'open' && stage ? stuckBefore(stage, now) : null;
  return before !== null && deal.stage_since < before;
}

/** Percent: certain once it has ended. */
function chanceOf(deal: DealRecord, stage: StageRecord | undefined): number {
  if (deal.state === 'won') return 100;
  if (deal.state !== 'open') return 0;
  return deal.chance ?? stage?.chance ?? 0;
}

const dated = (date: string) => (date === NO_DATE ? null : date);

/** Names of customers, whoever may see them: an owner of a deal reads the name of its customer. */
async function namesOf({ db }: Looker, ids: Iterable<number>): Promise<Map<number, string>> {
  const heads = await customerHeads(db, [...new Set(ids)]);
  return new Map(heads.map(({ id, name }) => [id, name]));
}

/** Those of the customers that the reader may open. */
async function openedOf({ db, actor }: Looker, ids: readonly number[]): Promise<Set<number>> {
  return await reachedAmong(db, actor, 'customers.read', [...new Set(ids)]);
}

/** Rows of a list with the names that its columns show and what may be done to each. */
export async function describeDeals(
  ctx: Looker,
  rows: readonly DealRecord[],
  known?: ReadonlyMap<number, StageRecord>,
): Promise<DealRow[]> {
  const { db, actor } = ctx;
  const ids = rows.map((row) => row.id);
  const byId = known ?? new Map((await stages(db, { all: true })).map((one) => [one.id, one]));
  const owners = await userNames(
    db,
    rows.map((row) => row.owner_id),
  );
  const customerIds = rows.flatMap((row) => row.customer_id ?? []);
  const names = await namesOf(ctx, customerIds);
  const opened = await openedOf(ctx, customerIds);
  const updated = await dealsReached(db, actor, 'deals.update', ids);
  const assigned = await dealsReached(db, actor, 'deals.assign', ids);
  const moves = await waitingMoves(db, ids);
  const asked = [...moves.values()].flatMap((move) => move.approval_id ?? []);
  const readable = await readableApprovals(ctx, asked);
  const waitingOf = (id: number): DealRow['waiting'] => {
    const move = moves.get(id);
    if (!move) return null;
    const { to_stage_id: to, approval_id: approval, at } = move;
    const approvalId = approval !== null && readable.has(approval) ? approval : null;
    return { stage: { id: to, name: byId.get(to)?.name ?? '' }, since: at, approvalId };
  };
  return rows.map((row) => {
    const stage = byId.get(row.stage_id);
    const reached = { update: updated.has(row.id), assign: assigned.has(row.id) };
    const { customer_id: customerId } = row;
    return {
      id: row.id,
      version: row.version,
      name: row.name,
      state: row.state as DealRow['state'],
      customer: customerId === null ? null : { id: customerId, name: names.get(customerId) ?? '' },
      customerOpen: customerId !== null && opened.has(customerId),
      owner: { id: row.owner_id, name: owners.get(row.owner_id) ?? '' },
      pipelineId: row.pipeline_id,
      stage: { id: row.stage_id, name: stage?.name ?? '' },
      chance: chanceOf(row, stage),
      amountFen: row.amount_fen,
      expectedOn: dated(row.expected_on),
      closedOn: dated(row.closed_on),
      lostReason: row.close_reason,
      source: row.source,
      stageSince: row.stage_since,
      createdAt: row.created_at,
      stuck: isStuck(row, stage, ctx.now),
      waiting: waitingOf(row.id),
      can: dealCan(row, reached, actor.viewAsBy !== null),
    };
  });
}

/** Ids that an event speaks of, as names. */
async function eventNames(ctx: Looker, events: readonly DealEventRecord[]) {
  const ids = (kind: string) =>
    events.flatMap((event) =>
      event.kind === kind
        ? [event.from_value, event.to_value].flatMap((id) => Number(id) || [])
        : [],
    );
  const people = await userNames(ctx.db, [
    ...ids('owner'),
    ...events.flatMap((event) => event.by_user_id ?? []),
  ]);
  return { people, customers: await namesOf(ctx, ids('customer')) };
}

async function describeEvents(
  ctx: Looker,
  events: readonly DealEventRecord[],
  stageNames: ReadonlyMap<number, StageRecord>,
): Promise<DealEvent[]> {
  const { people, customers } = await eventNames(ctx, events);
  const stage = (id: string) => stageNames.get(Number(id))?.name ?? id;
  const shown = (kind: string, value: string, end: 'from' | 'to'): string => {
    if (kind === 'stage' || kind === 'created' || kind === 'asked') return stage(value);
    if (kind === 'refused' && end === 'to') return stage(value);
    if (kind === 'closed' && end === 'from') return stage(value);
    if (kind === 'reopened' && end === 'to') return stage(value);
    if (kind === 'owner') return people.get(Number(value)) ?? value;
    if (kind === 'customer') return customers.get(Number(value)) ?? value;
    return value;
  };
  return events.toReversed().map((event) => ({
    id: event.id,
    kind: event.kind as DealEvent['kind'],
    at: event.at,
    by:
      event.by_user_id === null
        ? null
        : { id: event.by_user_id, name: people.get(event.by_user_id) ?? '' },
    from: shown(event.kind, event.from_value, 'from'),
    to: shown(event.kind, event.to_value, 'to'),
    reason: event.reason,
    back: event.back === 1,
  }));
}

/** Contacts are shown to whoever sees those of the customer. */
async function contactsShown(ctx: Looker, row: DealRecord): Promise<ReadonlySet<number>> {
  if (row.customer_id === null || !may(ctx.actor, 'customers.read')) return new Set();
  const [customer, seen] = [
    await customerById(ctx.db, row.customer_id),
    await reachedAmong(ctx.db, ctx.actor, 'customers.read', [row.customer_id]),
  ];
  if (!customer || customer.owner_id === null || !seen.has(customer.id)) return new Set();
  const { contacts } = await contactsOf(ctx.db, [customer.id]);
  return new Set(contacts.map((contact) => contact.id));
}

/** One deal with everything its page shows. */
export async function describeDeal(ctx: Looker, row: DealRecord): Promise<Deal> {
  const { db } = ctx;
  const all = await stages(db, { all: true });
  const byId = new Map(all.map((stage) => [stage.id, stage]));
  const [described] = await describeDeals(ctx, [row], byId);
  const parts = await partsOfDeal(db, row.id);
  const events = await dealEvents(db, row.id);
  const seen = await contactsShown(ctx, row);
  const own = all.filter((stage) => stage.pipeline_id === row.pipeline_id && stage.active === 1);
  const creator = row.created_by === null ? null : await userNames(db, [row.created_by]);
  return {
    ...described!,
    ownChance: row.chance,
    note: row.note,
    externalNo: row.external_no,
    closeNote: row.close_note,
    firstExpectedOn: dated(row.first_expected_on),
    createdBy: creator && { id: row.created_by!, name: creator.get(row.created_by!) ?? '' },
    lines: parts.lines.map((line) => ({
      product: line.product,
      productId: line.product_id,
      unitId: line.unit_id,
      unit: line.unit_name ?? '',
      qtyE4: line.qty_e4,
      priceE4: line.price_e4,
      amountFen: line.amount_fen,
    })),
    shares: parts.shares.map(({ id, name, share_bp: shareBp }) => ({
      user: { id, name },
      shareBp,
    })),
    contacts: parts.contacts
      .filter(({ id }) => seen.has(id))
      .map(({ id, name, role, attitude, influence }) => ({
        contact: { id, name },
        role: role as Deal['contacts'][number]['role'],
        attitude: attitude as Deal['contacts'][number]['attitude'],
        influence: influence as Deal['contacts'][number]['influence'],
      })),
    competitors: parts.competitors.map(({ id, name, price_fen: priceFen, note }) => ({
      competitor: { id, name },
      priceFen,
      note,
    })),
    stageTimes: stageStays(events).map((stay) => ({
      stageId: stay.stageId,
      name: byId.get(stay.stageId)?.name ?? '',
      since: stay.since,
      until: stay.until,
    })),
    gates: checkedGates({ stages: own, gates: await gateItems(db) }, row, parts),
    events: await describeEvents(ctx, events, byId),
  };
}
