import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql } from 'kysely';
import { containsIn } from '../contains.ts';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { contractInScope } from '../scope-contracts.ts';
import { namedContracts, type NamedContract } from './contracts.ts';

export interface ContractFilter {
  states?: readonly string[] | undefined;
  kind?: string | undefined;
  customerId?: number | undefined;
  dealId?: number | undefined;
  ownerId?: number | undefined;
  text?: string | undefined;
  /** End or whole of the number. */
  number?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Active, with an end up to this day. */
  endingTo?: string | undefined;
}

/** Only those that the filter wants and the permission reaches; amendments are no contracts. */
function asked(db: Reader, actor: Actor, permission: Permission, filter: ContractFilter) {
  const { states, kind, customerId, dealId, ownerId, text, number, from, to, endingTo } = filter;
  const on = sql<string>`coalesce(contract.signed_on, contract.start_on)`;
  let query = namedContracts(db)
    .where('contract.amends_id', 'is', null)
    .where((eb) => contractInScope(actor, permission)(eb as never));
  if (states) query = query.where('contract.state', 'in', states);
  if (kind !== undefined) query = query.where('contract.kind', '=', kind);
  if (customerId !== undefined) query = query.where('contract.customer_id', '=', customerId);
  if (dealId !== undefined) query = query.where('contract.deal_id', '=', dealId);
  if (ownerId !== undefined) query = query.where('contract.owner_id', '=', ownerId);
  if (from) query = query.where(on, '>=', from);
  if (to) query = query.where(on, '<=', to);
  if (endingTo !== undefined) {
    query = query.where('contract.state', '=', 'active').where('contract.end_on', '<=', endingTo);
  }
  if (number !== undefined) {
    const end = number.toUpperCase();
    query = query.where((eb) =>
      eb(
        eb.fn<string>('substr', [
          eb.fn.coalesce('contract.no', eb.val('')),
          sql<number>`length(coalesce(contract.no, '')) - ${sql.lit(end.length)} + 1`,
        ]),
        '=',
        end,
      ),
    );
  }
  if (text !== undefined && text !== '') {
    const columns = ['contract.no', 'contract.customer_no', 'contract.title', 'contract.note'];
    query = query.where((eb) => containsIn(eb, columns as never, text));
  }
  return query;
}

/** A page of the contracts that the actor sees, the newest first. */
export async function listContracts(
  db: Reader,
  actor: Actor,
  filter: ContractFilter,
  { after, limit }: { after: number | null; limit: number },
  permission: Permission = 'contracts.read',
): Promise<NamedContract[]> {
  let query = asked(db, actor, permission, filter);
  if (after !== null) query = query.where('contract.id', '<', after);
  return await query.orderBy('contract.id', 'desc').limit(limit).execute();
}

/** How many they are, counted no further than a cap, and what those come to. */
export async function sumContracts(
  db: Reader,
  actor: Actor,
  filter: ContractFilter,
  cap: number,
): Promise<{ count: number; amountFen: number }> {
  const some = asked(db, actor, 'contracts.read', filter)
    .clearSelect()
    .select('contract.amount_fen')
    .limit(cap);
  const row = await db
    .selectFrom(some.as('some'))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('some.amount_fen'), eb.val(0)).as('fen'))
    .executeTakeFirstOrThrow();
  return { count: Number(row.n), amountFen: Number(row.fen) };
}

/** Lines of the contracts that the permission reaches, in the order of the list. */
export async function listContractLines(
  db: Reader,
  actor: Actor,
  permission: Permission,
  filter: ContractFilter,
  limit: number,
) {
  return await asked(db, actor, permission, filter)
    .clearSelect()
    .innerJoin('contract_line', 'contract_line.contract_id', 'contract.id')
    .leftJoin('product', 'product.id', 'contract_line.product_id')
    .leftJoin('unit', 'unit.id', 'contract_line.unit_id')
    .selectAll('contract_line')
    .select(['contract.no', 'contract.title', 'contract.state', 'contract.end_on'])
    .select(['customer.name as customer_name'])
    .select(['product.code', 'product.name', 'product.spec', 'unit.name as unit_name'])
    .orderBy('contract.id', 'desc')
    .orderBy('contract_line.sort')
    .limit(limit)
    .execute();
}

/** Milestones of the contracts that the permission reaches, in the order of the list. */
export async function listContractMilestones(
  db: Reader,
  actor: Actor,
  permission: Permission,
  filter: ContractFilter,
  limit: number,
) {
  return await asked(db, actor, permission, filter)
    .clearSelect()
    .innerJoin('contract_milestone', 'contract_milestone.contract_id', 'contract.id')
    .selectAll('contract_milestone')
    .select(['contract.no', 'contract.title', 'customer.name as customer_name'])
    .select('contract.amount_fen as whole_fen')
    .orderBy('contract.id', 'desc')
    .orderBy('contract_milestone.sort')
    .limit(limit)
    .execute();
}
