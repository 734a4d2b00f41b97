import type { Expression, ExpressionBuilder, Selectable, SqlBool, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { contactsShown, inScope } from '../scope.ts';

export type OutboxRecord = Selectable<DB['campaign_outbox']>;
export type NamedOutbox = OutboxRecord & { customer_name: string; contact_name: string };

export interface OutboxFilter {
  campaignId: number;
  states?: readonly string[] | undefined;
  ids?: readonly number[] | undefined;
}

/** Of customers that the actor may write to now: what lies in the pool is nobody's to see. */
function reached(db: Reader, actor: Actor, { campaignId, states, ids }: OutboxFilter) {
  let query = db
    .selectFrom('campaign_outbox')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'campaign_outbox.customer_id')
    .where('campaign_outbox.campaign_id', '=', campaignId)
    .where('customer.owner_id', 'is not', null)
    .where((eb) => inScope(actor, 'campaigns.create')(eb as never))
    .where((eb) => contactsShown(eb as never));
  if (states) query = query.where('campaign_outbox.state', 'in', states);
  if (ids) query = query.where('campaign_outbox.id', 'in', ids);
  return query;
}

/** A page of them, in the order in which they were made. */
export async function listOutbox(
  db: Reader,
  actor: Actor,
  filter: OutboxFilter,
  { after, limit }: { after: number; limit: number },
): Promise<NamedOutbox[]> {
  return await reached(db, actor, filter)
    .innerJoin('contact', 'contact.id', 'campaign_outbox.contact_id')
    .selectAll('campaign_outbox')
    .select(['customer.name as customer_name', 'contact.name as contact_name'])
    .where('campaign_outbox.id', '>', after)
    .orderBy('campaign_outbox.id')
    .limit(limit)
    .execute();
}

/** How many are in each state. */
export async function countOutbox(
  db: Reader,
  actor: Actor,
  campaignId: number,
): Promise<{ state: string; n: number }[]> {
  const rows = await reached(db, actor, { campaignId })
    .select('campaign_outbox.state')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .groupBy('campaign_outbox.state')
    .execute();
  return rows.map(({ state, n }) => ({ state, n: Number(n) }));
}

/** How many people messages go to, and in how many paid parts, by campaign. */
export async function sizesOfCampaigns(
  db: Reader,
  campaignIds: readonly number[],
): Promise<Map<number, { recipients: number; parts: number }>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('campaign_outbox')
    .where('campaign_id', 'in', campaignIds)
    .select('campaign_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('recipients'),
      eb.fn.sum<number>('parts').as('parts'),
    ])
    .groupBy('campaign_id')
    .execute();
  return new Map(
    rows.map(({ campaign_id: id, recipients, parts }) => [
      id,
      { recipients: Number(recipients), parts: Number(parts) },
    ]),
  );
}

export async function insertOutbox(
  tx: Tx,
  row: Pick<
    OutboxRecord,
    | 'campaign_id'
    | 'customer_id'
    | 'contact_id'
    | 'address'
    | 'address_key'
    | 'text'
    | 'parts'
    | 'field_values'
  >,
): Promise<void> {
  const queued = { version: 1, state: 'queued', error: '', closed_at: null };
  const fresh = { provider_ref: '', tries: 0, provider: '', ask_at: null, reported_at: null };
  await insertNumbered(tx, 'campaign_outbox', { ...row, ...queued, ...fresh }, 'id');
}

/** Ends those of these rows that still wait; answers how many. */
export async function closeOutbox(
  tx: Tx,
  ids: readonly number[],
  how: { state: string; error: string; at: number },
): Promise<number> {
  if (ids.length === 0) return 0;
  const { state, error, at } = how;
  const { numUpdatedRows: n } = await tx
    .updateTable('campaign_outbox')
    .set({ state, error, closed_at: at })
    .where('id', 'in', ids)
    .where('state', 'in', ['queued', 'unknown'])
    .executeTakeFirstOrThrow();
  return Number(n);
}

/**
 * What failed waits again, for this number or address; false where another message of the campaign
 * is for it, or this one did not fail.
 */
export async function requeueOutbox(
  tx: Tx,
  {
    id,
    campaignId,
    address,
    key,
  }: { id: number; campaignId: number; address: string; key: string },
): Promise<boolean> {
  const fresh = { provider_ref: '', tries: 0, provider: '', ask_at: null, reported_at: null };
  const { numUpdatedRows: n } = await tx
    .updateTable('campaign_outbox')
    .set({ ...fresh, state: 'queued', error: '', closed_at: null, address, address_key: key })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('campaign_outbox as other')
            .select('other.id')
            .where('other.campaign_id', '=', campaignId)
            .where('other.address_key', '=', key)
            .where('other.id', '<>', id),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(n) > 0;
}

/** The same for a whole campaign, or for one number in all of them. */
export async function closeWaiting(
  tx: Tx,
  of: { campaignId: number } | { addressKey: string },
  how: { state: string; at: number },
): Promise<void> {
  let query = tx
    .updateTable('campaign_outbox')
    .set({ state: how.state, closed_at: how.at })
    .where('state', '=', 'queued');
  query =
    'campaignId' in of
      ? query.where('campaign_id', '=', of.campaignId)
      : query.where('address_key', '=', of.addressKey);
  await query.execute();
}

/**
 * Ends what waits of a campaign, or those rows of it, for whoever may not be written to any more:
 * he wants no SMS, he left, or his customer was put away. Answers how many that were.
 */
export async function closeUnwanted(
  tx: Tx,
  { campaignId, channel, ids }: { campaignId: number; channel: string; ids?: readonly number[] },
  at: number,
): Promise<number> {
  const close = async (
    state: 'optedOut' | 'cancelled',
    whom: (eb: ExpressionBuilder<DB, 'campaign_outbox'>) => Expression<SqlBool>,
  ) => {
    let query = tx
      .updateTable('campaign_outbox')
      .set({ state, closed_at: at })
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'queued')
      .where(whom as never);
    if (ids) query = query.where('id', 'in', ids);
    return Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
  };
  const contacts = (eb: ExpressionBuilder<DB, 'campaign_outbox'>) =>
    eb.selectFrom('contact').select('contact.id');
  const out =
    channel === 'sms'
      ? await close('optedOut', (eb) =>
          eb('contact_id', 'in', contacts(eb).where('contact.sms_opt_out', '=', 1)),
        )
      : 0;
  const gone = await close('cancelled', (eb) =>
    eb.or([
      eb('contact_id', 'in', contacts(eb).where('contact.left_at', 'is not', null)),
      eb(
        'customer_id',
        'in',
        eb.selectFrom('customer').select('customer.id').where('archived_at', 'is not', null),
      ),
    ]),
  );
  return out + gone;
}

/** Whether anybody still waits for a message of the campaign, whoever may see them. */
export async function anyWaiting(db: Reader, campaignId: number): Promise<boolean> {
  const row = await db
    .selectFrom('campaign_outbox')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', ['queued', 'sending', 'unknown'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** On its way to a provider, or back: a row of exactly the state that was read. */
export async function setSending(
  tx: Tx,
  { id }: { id: number },
  changes: Updateable<
    Pick<
      DB['campaign_outbox'],
      'state' | 'tries' | 'error' | 'closed_at' | 'provider_ref' | 'provider' | 'ask_at'
    >
  >,
): Promise<void> {
  await tx
    .updateTable('campaign_outbox')
    .set(changes)
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}

/** What was handed over when the process ended: nobody knows whether it went out. */
export async function cutOffSending(tx: Tx, campaignId: number): Promise<void> {
  await tx
    .updateTable('campaign_outbox')
    .set({ state: 'unknown' })
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'sending')
    .execute();
}

/** Messages of a channel that went out since then (UTC ms), of the whole company. */
export async function countSentSince(db: Reader, channel: string, since: number): Promise<number> {
  const { n } = await db
    .selectFrom('campaign_outbox')
    .innerJoin('campaign', 'campaign.id', 'campaign_outbox.campaign_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('campaign_outbox.closed_at', '>=', since)
    .where((eb) =>
      eb.or([
        eb('campaign_outbox.state', 'in', ['sent', 'delivered']),
        // A provider took it, whatever became of it.
        eb('campaign_outbox.reported_at', 'is not', null),
      ]),
    )
    .where('campaign.channel', '=', channel)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/** What was sent to a contact that the caller found through scope, newest first, and by whom. */
export async function sentToContact(db: Reader, contactId: number, limit: number) {
  return await db
    .selectFrom('campaign_outbox')
    .innerJoin('campaign', 'campaign.id', 'campaign_outbox.campaign_id')
    .innerJoin('user', 'user.id', 'campaign.by_user_id')
    .select([
      'campaign_outbox.id',
      'campaign_outbox.text',
      'campaign_outbox.closed_at',
      'campaign.channel',
      'campaign.by_user_id',
      'user.name as by_name',
    ])
    .where('campaign_outbox.contact_id', '=', contactId)
    .where('campaign_outbox.state', 'in', ['sent', 'delivered'])
    .orderBy('campaign_outbox.id', 'desc')
    .limit(limit)
    .execute();
}

/** Takes back what was fixed: its draft may reach others. */
export async function clearOutbox(tx: Tx, campaignId: number): Promise<void> {
  await tx.deleteFrom('campaign_outbox').where('campaign_id', '=', campaignId).execute();
}
