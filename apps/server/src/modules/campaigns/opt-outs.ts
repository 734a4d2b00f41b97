import { company } from '@xinhang/db/repositories/company.ts';
import {
  deleteOptOut,
  insertOptOut,
  optedOut,
  optOutById,
  type NamedOptOut,
} from '@xinhang/db/repositories/opt-outs.ts';
import { closeWaiting } from '@xinhang/db/repositories/outbox.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Channel, OptOut } from '@xinhang/shared/campaigns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { mobileOf } from '@xinhang/shared/message-text.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { isEmail } from '@xinhang/shared/reach-texts.ts';
import type { WriteContext } from '../../http/context.ts';

type Body = EndpointInput<typeof api.optOuts.create>['body'];

export const toOptOut = (row: NamedOptOut, zone: string): OptOut => ({
  id: row.id,
  channel: row.channel as Channel,
  address: row.address_key,
  reason: row.reason,
  on: businessDate(row.at, zone),
  by: { id: row.by_user_id, name: row.by_name },
});

function keyOf({ channel, address }: Body): string {
  const key =
    channel === 'sms' ? mobileOf(address) : isEmail(address) ? address.toLowerCase() : null;
  if (key === null) {
    throw fieldRefused('/address', channel === 'sms' ? 'no-mobile' : 'email-unreadable');
  }
  return key;
}

/** Nobody of the company writes there any more, whichever customer it belongs to, also after a merge. */
export async function noteOptOut(ctx: WriteContext, body: Body): Promise<OptOut> {
  const { channel, reason } = body;
  const key = keyOf(body);
  if ((await optedOut(ctx.tx, channel, [key])).has(key)) throw problem('already-exists');
  const row = { channel, address_key: key, reason, at: ctx.now, by_user_id: ctx.actor.userId };
  const id = await insertOptOut(ctx.tx, row);
  await closeWaiting(ctx.tx, { addressKey: key }, { state: 'optedOut', at: ctx.now });
  await ctx.audit({
    action: 'optOuts.create',
    entity: 'optOut',
    entityId: id,
    after: { channel, reason },
  });
  const zone = (await company(ctx.tx))!.time_zone;
  return toOptOut({ ...row, id, by_name: ctx.actor.name }, zone);
}

/** A slip is taken back by who made it. */
export async function takeBackOptOut(ctx: WriteContext, id: number): Promise<void> {
  const row = await optOutById(ctx.tx, id);
  const right = ctx.actor.reach.get('campaigns.create');
  const reached =
    row &&
    (right?.all || row.by_user_id === ctx.actor.userId || right?.ownerIds.includes(row.by_user_id));
  if (!row || !reached) throw problem('not-found');
  if (row.by_user_id !== ctx.actor.userId) throw problem('forbidden');
  await deleteOptOut(ctx.tx, id);
  const { channel, reason } = row;
  const before = { channel, reason };
  await ctx.audit({ action: 'optOuts.remove', entity: 'optOut', entityId: id, before });
}
