import { reaches, type Actor } from '@xinhang/db/actor.ts';
import {
  findGift,
  insertGift,
  updateGift,
  type GiftRecord,
  type NamedGift,
} from '@xinhang/db/repositories/gifts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Gift } from '@xinhang/shared/gifts.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { recordChildChange } from '../customers/service.ts';
import { needCaredFor, needContactOf } from './access.ts';

type CreateBody = EndpointInput<typeof api.gifts.create>['body'];
type UpdateBody = EndpointInput<typeof api.gifts.update>['body'];

/** Who gave it, the owner of the customer, and whoever leads that owner (S45). */
export function seesGiftCost(
  actor: Actor,
  gift: { by_user_id: number; owner_id: number | null },
): boolean {
  return (
    gift.by_user_id === actor.userId ||
    (gift.owner_id !== null &&
      (gift.owner_id === actor.userId || reaches(actor, 'reviews.create', gift.owner_id)))
  );
}

/** Gifts that the actor found through scope, as they are answered. */
export function describeGifts({ actor }: ReadContext, rows: readonly NamedGift[]): Gift[] {
  return rows.map((row) => {
    const shown = seesGiftCost(actor, row);
    return {
      id: row.id,
      version: row.version,
      customer: { id: row.customer_id, name: row.customer_name },
      contact:
        row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
      kind: row.kind as Gift['kind'],
      what: row.what,
      costFen: shown ? row.cost_fen : null,
      costHidden: !shown,
      on: row.on,
      by: { id: row.by_user_id, name: row.by_name },
      note: row.note,
      own: actor.viewAsBy === null && row.by_user_id === actor.userId,
    };
  });
}

/** Not the cost: the audit is read by others than those who see it. */
const kept = ({ cost_fen, ...row }: GiftRecord) => ({ ...row, costs: cost_fen !== null });

async function refuseAhead(ctx: WriteContext, on: string): Promise<void> {
  const today = await todayOf(ctx);
  if (on > today) throw fieldRefused('/on', 'after-today', { today });
}

export async function giveGift(ctx: WriteContext, body: CreateBody): Promise<Gift> {
  const { tx, actor, now } = ctx;
  const customer = await needCaredFor(ctx, body.customerId);
  const contactName = await needContactOf(ctx, customer.id, body.contactId);
  await refuseAhead(ctx, body.on);
  const row = {
    customer_id: customer.id,
    contact_id: body.contactId,
    kind: body.kind,
    what: body.what,
    cost_fen: body.costFen,
    on: body.on,
    by_user_id: actor.userId,
    note: body.note,
    at: now,
  };
  const gift = { ...row, id: await insertGift(tx, row), version: 1 };
  await recordChildChange(ctx, 'gifts.create', customer, 'gift', null, kept(gift));
  const names = { customer_name: customer.name, owner_id: customer.owner_id };
  const named = { ...gift, ...names, contact_name: contactName, by_name: actor.name };
  return describeGifts(ctx, [named])[0]!;
}

/** Who noted it corrects it. */
export async function changeGift(ctx: WriteContext, id: number, body: UpdateBody): Promise<Gift> {
  const row = await findGift(ctx.tx, ctx.actor, id);
  if (!row) throw problem('not-found');
  const customer = await needCaredFor(ctx, row.customer_id);
  if (row.by_user_id !== ctx.actor.userId) throw problem('forbidden');
  const { version, ...wanted } = body;
  const [shown] = describeGifts(ctx, [row]);
  if (version !== row.version) throw conflict(row.version, shown!, wanted);
  if (body.on !== undefined && body.on !== row.on) await refuseAhead(ctx, body.on);
  const changes = {
    ...(body.kind !== undefined && { kind: body.kind }),
    ...(body.what !== undefined && { what: body.what }),
    ...(body.costFen !== undefined && { cost_fen: body.costFen }),
    ...(body.on !== undefined && { on: body.on }),
    ...(body.note !== undefined && { note: body.note }),
  };
  const after = await updateGift(ctx.tx, row, changes);
  if (!after) throw problem('version-conflict');
  const { customer_name: _c, owner_id: _o, contact_name: _n, by_name: _b, ...before } = row;
  const repriced = after.cost_fen === row.cost_fen ? {} : { costChanged: true };
  const now = { ...kept(after), ...repriced };
  await recordChildChange(ctx, 'gifts.update', customer, 'gift', kept(before), now);
  return describeGifts(ctx, [{ ...row, ...after }])[0]!;
}
