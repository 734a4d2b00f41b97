import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';
import { thereAndBack } from './handovers.ts';

const KIND = 'deal';
const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** How many deals somebody owns, open and ended. */
export async function dealCounts(db: Reader, userId: number) {
  const row = await db
    .selectFrom('deal')
    .select([
      sql<number>`coalesce(sum(case state when 'open' then 1 else 0 end), 0)`.as('open'),
      sql<number>`coalesce(sum(case state when 'open' then 0 else 1 end), 0)`.as('ended'),
    ])
    .where('owner_id', '=', userId)
    .executeTakeFirstOrThrow();
  return { open: Number(row.open), ended: Number(row.ended) };
}

/** Every deal of an owner, with its customer and what a split looks at; no name. */
export async function dealsToHand(db: Reader, userId: number) {
  return await db
    .selectFrom('deal')
    .leftJoin('customer', 'customer.id', 'deal.customer_id')
    .select([
      'deal.id',
      'deal.state',
      'deal.customer_id',
      'customer.region',
      'customer.industry',
      'customer.chance_grade',
    ])
    .where('deal.owner_id', '=', userId)
    .orderBy('deal.id')
    .execute();
}

const rowsOf = (tx: Tx, { id, back }: Handing) =>
  tx
    .selectFrom('handover_row')
    .where('handover_id', '=', id)
    .where('kind', '=', KIND)
    .where('outcome', '=', back ? 'back' : 'handed');

const receiverOf = (handoverId: number) =>
  sql<number>`(select to_id from handover_row where handover_id = ${whole(handoverId)}
    and kind = 'deal' and row_id = deal.id)`;

/**
 * Gives the deals of a handover to their receivers, or back; answers how many went. The result of an
 * ended one stays with who owned it when it ended.
 */
export async function handDeals(tx: Tx, handing: Handing): Promise<number> {
  const { userId, back } = handing;
  const receiver = receiverOf(handing.id);
  const [from, to] = back ? [receiver, whole(userId)] : [whole(userId), receiver];
  const moved = await tx
    .updateTable('deal')
    .set((eb) => ({
      owner_id: to,
      credited_to: sql<number | null>`case state when 'open' then credited_to
        else nullif(coalesce(credited_to, owner_id), ${to}) end`,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', rowsOf(tx, handing).select('row_id'))
    .where('owner_id', '=', from)
    .executeTakeFirst();
  const text = (id: unknown) => sql<string>`cast(${id} as text)`;
  const [fromText, toText] = back
    ? [text(sql.ref('to_id')), text(whole(userId))]
    : [text(whole(userId)), text(sql.ref('to_id'))];
  await tx
    .insertInto('deal_event')
    .columns(['deal_id', 'kind', 'from_value', 'to_value', 'reason', 'back', 'by_user_id', 'at'])
    .expression(
      rowsOf(tx, handing)
        .select([
          'row_id',
          sql<string>`cast('owner' as text)`.as('event'),
          fromText.as('from_value'),
          toText.as('to_value'),
          sql<string>`cast(${handing.note} as text)`.as('reason'),
          whole(0).as('back'),
          whole(handing.byUserId).as('by_user_id'),
          whole(handing.at).as('at'),
        ])
        .orderBy('row_id'),
    )
    .execute();
  return Number(moved.numUpdatedRows);
}

const openOnes = (tx: Tx, handoverId: number) =>
  tx
    .selectFrom('handover_row')
    .innerJoin('deal_share', 'deal_share.deal_id', 'handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND)
    .where('handover_row.sort', '=', 'dealsOpen');

/** Keeps the shares of those open deals of which the former owner has one. */
export async function keepShares(tx: Tx, handoverId: number, userId: number): Promise<void> {
  const his = openOnes(tx, handoverId)
    .select('deal_share.deal_id')
    .where('deal_share.user_id', '=', userId);
  await tx
    .insertInto('handover_share')
    .columns(['handover_id', 'deal_id', 'user_id', 'share_bp'])
    .expression(
      openOnes(tx, handoverId)
        .select([
          'handover_row.handover_id',
          'deal_share.deal_id',
          'deal_share.user_id',
          'deal_share.share_bp',
        ])
        .where('deal_share.deal_id', 'in', his),
    )
    .execute();
}

export interface ShareRow {
  deal_id: number;
  user_id: number;
  share_bp: number;
}

/** The shares that were kept of a handover, the receiver and state of each deal, and whether it goes back. */
export async function keptShares(db: Reader, handoverId: number) {
  return await db
    .selectFrom('handover_share')
    .innerJoin('handover_row', (join) =>
      join
        .onRef('handover_row.handover_id', '=', 'handover_share.handover_id')
        .onRef('handover_row.row_id', '=', 'handover_share.deal_id')
        .on('handover_row.kind', '=', KIND),
    )
    .innerJoin('deal', 'deal.id', 'handover_share.deal_id')
    .select([
      'deal.state',
      'handover_share.deal_id',
      'handover_share.user_id',
      'handover_share.share_bp',
      'handover_row.to_id',
      'handover_row.outcome',
    ])
    .where('handover_share.handover_id', '=', handoverId)
    .orderBy('handover_share.deal_id')
    .execute();
}

/** The shares of the same deals as they are now. */
export async function sharesNow(db: Reader, handoverId: number): Promise<ShareRow[]> {
  return await db
    .selectFrom('deal_share')
    .selectAll()
    .where('deal_id', 'in', (eb) =>
      eb.selectFrom('handover_share').select('deal_id').where('handover_id', '=', handoverId),
    )
    .execute();
}

const AT_ONCE = 500;

/** Replaces all shares of these deals. */
export async function replaceShares(
  tx: Tx,
  dealIds: readonly number[],
  shares: readonly ShareRow[],
): Promise<void> {
  for (let at = 0; at < dealIds.length; at += AT_ONCE) {
    await tx
      .deleteFrom('deal_share')
      .where('deal_id', 'in', dealIds.slice(at, at + AT_ONCE))
      .execute();
  }
  for (let at = 0; at < shares.length; at += AT_ONCE) {
    await tx
      .insertInto('deal_share')
      .values(shares.slice(at, at + AT_ONCE))
      .execute();
  }
}

/** Number of the last event of a deal that is written down. */
export async function lastDealEvent(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('deal_event')
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return Number(row.last ?? 0);
}

/** Of the deals of a handover those that were given to somebody after `mark`. */
export async function dealsMovedOn(tx: Tx, handoverId: number, mark: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .leftJoin('deal', (join) =>
      join
        .onRef('deal.id', '=', 'handover_row.row_id')
        .onRef('deal.owner_id', '=', 'handover_row.to_id'),
    )
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND)
    .where((eb) =>
      eb.or([
        eb('deal.id', 'is', null),
        eb(
          eb
            .selectFrom('deal_event')
            .select((one) => one.fn.countAll<number>().as('n'))
            .whereRef('deal_event.deal_id', '=', 'handover_row.row_id')
            .where('deal_event.kind', '=', 'owner')
            .where('deal_event.id', '>', mark),
          '<>',
          thereAndBack(eb as never, KIND, handoverId),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => row.row_id);
}
