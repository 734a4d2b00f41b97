import type { Permission } from '@xinhang/shared/permissions.ts';
import { lapsingStates } from '@xinhang/shared/quotation-rules.ts';
import { sql } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { quotationInScope } from '../scope-quotations.ts';
import type { NamedQuotation } from './quotations.ts';

export interface QuotationFilter {
  /** `expired` as any other. */
  states?: readonly string[] | undefined;
  /** By which `expired` is told. */
  today: string;
  customerId?: number | undefined;
  dealId?: number | undefined;
  text?: string | undefined;
  /** End or whole of the number. */
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Only those that the filter wants and the permission reaches. */
function asked(db: Reader, actor: Actor, permission: Permission, filter: QuotationFilter) {
  const { states, today, customerId, dealId, text, number, from, to } = filter;
  let query = db.selectFrom('quotation').where((eb) => quotationInScope(actor, permission)(eb));
  if (states) {
    query = query.where((eb) =>
      eb.or(
        states.map((state) => {
          if (state === 'expired') {
            return eb.and([
              eb('quotation.state', 'in', lapsingStates),
              eb('quotation.valid_to', '<', today),
            ]);
          }
          return (lapsingStates as readonly string[]).includes(state)
            ? eb.and([eb('quotation.state', '=', state), eb('quotation.valid_to', '>=', today)])
            : eb('quotation.state', '=', state);
        }),
      ),
    );
  }
  if (customerId !== undefined) query = query.where('quotation.customer_id', '=', customerId);
  if (dealId !== undefined) query = query.where('quotation.deal_id', '=', dealId);
  if (from) query = query.where('quotation.business_date', '>=', from);
  if (to) query = query.where('quotation.business_date', '<=', to);
  if (number !== undefined) {
    const end = number.toUpperCase();
    query = query.where((eb) =>
      eb(
        eb.fn<string>('substr', [
          eb.fn.coalesce('quotation.no', eb.val('')),
          sql<number>`length(coalesce(quotation.no, '')) - ${sql.lit(end.length)} + 1`,
        ]),
        '=',
        end,
      ),
    );
  }
  if (text !== undefined && text !== '') {
    query = query.where((eb) => containsIn(eb, ['quotation.no', 'quotation.note'], text));
  }
  return query;
}

/** A page of the quotations that the actor sees, the newest first. */
export async function listQuotations(
  db: Reader,
  actor: Actor,
  filter: QuotationFilter,
  { after, limit }: { after: number | null; limit: number },
  permission: Permission = 'quotations.read',
): Promise<NamedQuotation[]> {
  let query = asked(db, actor, permission, filter)
    .innerJoin('customer', 'customer.id', 'quotation.customer_id')
    .innerJoin('user as maker', 'maker.id', 'quotation.made_by')
    .selectAll('quotation')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name']);
  if (after !== null) query = query.where('quotation.id', '<', after);
  return await query.orderBy('quotation.id', 'desc').limit(limit).execute();
}

/** Those that customers have and that end in these days, the first first. */
export async function endingQuotations(
  db: Reader,
  actor: Actor,
  { today, to, ownerId }: { today: string; to: string; ownerId?: number | undefined },
  limit: number,
): Promise<NamedQuotation[]> {
  let query = asked(db, actor, 'quotations.read', { states: ['sent'], today })
    .innerJoin('customer', 'customer.id', 'quotation.customer_id')
    .innerJoin('user as maker', 'maker.id', 'quotation.made_by')
    .selectAll('quotation')
    .select(['customer.name as customer_name', 'customer.owner_id', 'customer.pool_id'])
    .select(['maker.name as maker_name'])
    .where('quotation.valid_to', '<=', to);
  if (ownerId !== undefined) query = query.where('customer.owner_id', '=', ownerId);
  return await query.orderBy('quotation.valid_to').orderBy('quotation.id').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to with tax. */
export async function sumQuotations(
  db: Reader,
  actor: Actor,
  filter: QuotationFilter,
  cap: number,
): Promise<{ count: number; grossFen: number }> {
  const some = asked(db, actor, 'quotations.read', filter).select('quotation.gross_fen').limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.gross_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), grossFen: Number(row.fen) };
}

/** Lines of the quotations that the permission reaches, in the order of the list. */
export async function listQuotedLines(
  db: Reader,
  actor: Actor,
  permission: Permission,
  filter: QuotationFilter,
  limit: number,
) {
  return await asked(db, actor, permission, filter)
    .innerJoin('customer', 'customer.id', 'quotation.customer_id')
    .innerJoin('quotation_line', 'quotation_line.quotation_id', 'quotation.id')
    .leftJoin('product', 'product.id', 'quotation_line.product_id')
    .leftJoin('unit', 'unit.id', 'quotation_line.unit_id')
    .selectAll('quotation_line')
    .select(['quotation.no', 'quotation.state', 'quotation.business_date', 'quotation.valid_to'])
    .select(['quotation.revision', 'customer.name as customer_name'])
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name'])
    .orderBy('quotation.id', 'desc')
    .orderBy('quotation_line.sort')
    .limit(limit)
    .execute();
}
