import { may, type Actor } from '@xinhang/db/actor.ts';
import {
  countWithin,
  boardLines,
  boardPage,
  insertDelay,
  openLineInScope,
  type BoardSpan,
} from '@xinhang/db/repositories/delivery-board.ts';
import { placesReached, type Places } from '@xinhang/db/scope-places.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { BoardLine, Delay } from '@xinhang/shared/deliveries.ts';
import {
  boardBuckets,
  bucketDays,
  bucketOf,
  proposedCause,
  type BoardBucket,
  type DelayCause,
} from '@xinhang/shared/delivery-rules.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { openOf, type SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LineSupplies } from '../../../registry/line-supplies.ts';
import { onHandAt } from '../../stock/service.ts';
import { progressOf } from '../orders/keep.ts';

/** As many as a person works through; the parts of the board say how many there are. */
const MOST_LINES = 300;

type Query = EndpointInput<typeof api.deliveries.board>['query'];

/** By which right somebody looks at the board: all of it in the warehouse, else the own reach. */
export const boardRight = (ctx: Pick<ReadContext, 'actor'>) =>
  may(ctx.actor, 'salesOrders.open') ? 'salesOrders.open' : 'salesOrders.read';

const spanOf = (bucket: BoardBucket, today: string): BoardSpan => {
  const [from, to] = bucketDays(bucket, today);
  return { from, to, undated: bucket === 'undated' };
};

/**
 * Where the board tells what lies there: everywhere to whoever sells or delivers, unless a right to
 * stock is narrowed.
 */
function boardPlaces(actor: Actor): Places {
  const rights = (['stock.available', 'stock.read', 'salesOrders.open'] as const).filter((right) =>
    may(actor, right),
  );
  return rights.length === 0 ? null : placesReached(actor, ...rights);
}

/** Lines of each part of the board that the reader sees. */
export async function boardCounts(
  ctx: ReadContext,
  asked: Pick<Query, 'customerId' | 'warehouseId' | 'q' | 'mine'>,
  today: string,
): Promise<Record<BoardBucket, number>> {
  const counts = await countWithin(
    ctx.db,
    ctx.actor,
    boardRight(ctx),
    questionOf(ctx, asked),
    boardBuckets.map((bucket) => spanOf(bucket, today)),
  );
  return Object.fromEntries(boardBuckets.map((bucket, at) => [bucket, counts[at]!])) as Record<
    BoardBucket,
    number
  >;
}

const questionOf = (
  ctx: Pick<ReadContext, 'actor'>,
  {
    customerId,
    warehouseId,
    q: text,
    mine,
  }: Pick<Query, 'customerId' | 'warehouseId' | 'q' | 'mine'>,
) => ({ customerId, warehouseId, text, ...(mine && { userId: ctx.actor.userId }) });

/** The board: what is to go out, by the day it is asked for, with what lies there now. */
export async function deliveryBoard(ctx: ReadContext, lineSupplies: LineSupplies, query: Query) {
  const today = await todayOf(ctx);
  const { bucket } = query;
  const counts = await boardCounts(ctx, query, today);
  const ids = await boardPage(
    ctx.db,
    ctx.actor,
    boardRight(ctx),
    questionOf(ctx, query),
    bucket ? spanOf(bucket, today) : null,
    MOST_LINES + 1,
  );
  const rows = await boardLines(ctx.db, ids.slice(0, MOST_LINES));
  const seen = boardPlaces(ctx.actor);
  const onHand = await onHandAt(ctx.db, [...new Set(rows.map((row) => row.product_id!))], seen);
  const onHandOf = ({ warehouse_id: place, product_id: product }: (typeof rows)[number]) => {
    if (place === null) return 0;
    const shown = seen === null || seen.includes(place);
    return shown ? (onHand.get(`${product}/${place}`) ?? 0) : null;
  };
  const short = (row: (typeof rows)[number]) =>
    row.due_on !== null && row.due_on < today && (onHandOf(row) ?? 0) < openOf(progressOf(row));
  const supplies = await lineSupplies.find(
    ctx,
    rows.filter((row) => row.drop_ship === 1 || short(row)).map((row) => row.id),
  );
  return {
    today,
    counts,
    rows: rows.map((row): BoardLine => {
      const place = row.warehouse_id;
      const supply = supplies.get(row.id) ?? null;
      const openE4 = openOf(progressOf(row));
      const onHandE4 = onHandOf(row);
      const known = {
        dueOn: row.due_on,
        openE4,
        onHandE4,
        dropShip: row.drop_ship === 1,
        supply,
      };
      return {
        id: row.id,
        orderId: row.order_id,
        orderNo: row.no ?? '',
        customer: { id: row.customer_id, name: row.customer_name },
        kind: row.line_kind as SalesLineKind,
        product: {
          id: row.product_id!,
          code: row.code,
          name: row.name,
          spec: row.spec,
          unit: { id: row.base_unit_id, name: row.base_unit_name },
          qtyDecimals: row.qty_decimals,
        },
        warehouse: place === null ? null : { id: place, name: row.location_name ?? '' },
        requiredDate: row.due_on,
        promisedDate: row.promised_date,
        qtyE4: row.qty_e4!,
        deliveredE4: row.delivered_e4,
        openE4,
        reservedE4: row.reserved_e4,
        bucket: bucketOf(row.due_on, today),
        lateDays: row.due_on !== null && row.due_on < today ? daysBetween(row.due_on, today) : 0,
        onHandE4,
        dropShip: row.drop_ship === 0 ? null : (supply ?? { orderedE4: 0, comingOn: null }),
        proposedCause: row.cause === null ? proposedCause(known, today) : null,
        delay:
          row.cause === null
            ? null
            : {
                cause: row.cause as DelayCause,
                note: row.delay_note ?? '',
                by: { id: row.noted_by!, name: row.noter_name ?? '' },
                at: Number(row.noted_at),
              },
      };
    }),
    more: ids.length > MOST_LINES,
  };
}

/** Notes why a line is late, or will be; what was noted before stays behind it. */
export async function noteDelay(
  ctx: WriteContext,
  lineId: number,
  { cause, note }: { cause: DelayCause; note: string },
): Promise<Delay> {
  const right = may(ctx.actor, 'deliveries.manage') ? 'salesOrders.open' : 'salesOrders.update';
  const line = await openLineInScope(ctx.tx, ctx.actor, right, lineId);
  if (!line) throw problem('not-found');
  const { userId: id, name } = ctx.actor;
  await insertDelay(ctx.tx, {
    order_line_id: lineId,
    cause,
    note,
    noted_by: id,
    noted_at: ctx.now,
  });
  await ctx.audit({
    action: 'deliveries.delay',
    entity: 'salesOrder',
    entityId: line.order_id,
    customerId: line.customer_id,
    before: null,
    after: { lineId, cause, note },
  });
  await ctx.emit({
    entity: 'salesOrder',
    id: line.order_id,
    version: line.version,
    customerId: line.customer_id,
    audience: line.owner_id === null ? [] : [line.owner_id],
  });
  return { cause, note, by: { id, name }, at: ctx.now };
}
