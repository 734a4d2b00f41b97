import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { fapiaoInScope } from '../scope-fapiao.ts';
import type { NamedFapiao } from './fapiao.ts';

export interface FapiaoFilter {
  states?: readonly string[] | undefined;
  kinds?: readonly string[] | undefined;
  customerId?: number | undefined;
  text?: string | undefined;
  /** End or whole of the number. */
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Only those that the filter wants, of customers that the actor sees. */
function asked(db: Reader, actor: Actor, filter: FapiaoFilter) {
  const { states, kinds, customerId, text, number, from, to } = filter;
  let query = db
    .selectFrom('fapiao')
    .innerJoin('customer', 'customer.id', 'fapiao.customer_id')
    .where((eb) => fapiaoInScope(actor)(eb as never));
  if (states) query = query.where('fapiao.state', 'in', states);
  if (kinds) query = query.where('fapiao.kind', 'in', kinds);
  if (customerId !== undefined) query = query.where('fapiao.customer_id', '=', customerId);
  if (from) query = query.where('fapiao.business_date', '>=', from);
  if (to) query = query.where('fapiao.business_date', '<=', to);
  if (number !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('fapiao.number', '=', number),
        eb('fapiao.number', 'like', `%${number.replaceAll(/[%_\\]/g, '')}`),
      ]),
    );
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(
        eb,
        ['fapiao.number', 'fapiao.code', 'fapiao.title', 'fapiao.note', 'customer.name'],
        text,
      ),
    );
  }
  return query;
}

/** A page of the fapiao that the actor sees, the newest first. */
export async function listFapiao(
  db: Reader,
  actor: Actor,
  filter: FapiaoFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedFapiao[]> {
  let query = asked(db, actor, filter)
    .innerJoin('user as maker', 'maker.id', 'fapiao.made_by')
    .leftJoin('user as issuer', 'issuer.id', 'fapiao.issued_by')
    .leftJoin('fapiao as blue', 'blue.id', 'fapiao.red_of')
    .selectAll('fapiao')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name', 'issuer.name as issuer_name'])
    .select('blue.number as blue_number');
  if (after !== null) query = query.where('fapiao.id', '<', after);
  return await query.orderBy('fapiao.id', 'desc').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumFapiao(
  db: Reader,
  actor: Actor,
  filter: FapiaoFilter,
  cap: number,
): Promise<{ count: number; netFen: number; taxFen: number; grossFen: number }> {
  const some = asked(db, actor, filter).select(['fapiao.net_fen', 'fapiao.tax_fen']).limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>('some.net_fen'), eb.val(0)).as('net'),
      eb.fn.coalesce(eb.fn.sum<number>('some.tax_fen'), eb.val(0)).as('tax'),
    ])
    .executeTakeFirstOrThrow();
  const [netFen, taxFen] = [Number(row.net), Number(row.tax)];
  return { count: Number(row.n), netFen, taxFen, grossFen: netFen + taxFen };
}

/** Lines of the fapiao that the actor sees, in the order of the list. */
export async function listFapiaoLines(
  db: Reader,
  actor: Actor,
  filter: FapiaoFilter,
  limit: number,
) {
  return await asked(db, actor, filter)
    .innerJoin('fapiao_line', 'fapiao_line.fapiao_id', 'fapiao.id')
    .leftJoin('sales_order', 'sales_order.id', 'fapiao_line.order_id')
    .leftJoin('delivery', 'delivery.id', 'fapiao_line.delivery_id')
    .leftJoin('sales_return_line', 'sales_return_line.id', 'fapiao_line.return_line_id')
    .leftJoin('sales_return', 'sales_return.id', 'sales_return_line.return_id')
    .selectAll('fapiao_line')
    .select(['fapiao.number', 'fapiao.code as fapiao_code', 'fapiao.state', 'fapiao.kind'])
    .select(['fapiao.business_date', 'customer.name as customer_name'])
    .select(['sales_order.no as order_no', 'delivery.no as delivery_no'])
    .select('sales_return.no as return_no')
    .orderBy('fapiao.id', 'desc')
    .orderBy('fapiao_line.sort')
    .limit(limit)
    .execute();
}
