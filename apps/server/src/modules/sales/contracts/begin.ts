import { isContracted, type NamedContract } from '@xinhang/db/repositories/contracts.ts';
import { quotationLinesOf, updateQuotation } from '@xinhang/db/repositories/quotations.ts';
import { termById } from '@xinhang/db/repositories/sales-orders.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { quotationStateOn } from '@xinhang/shared/quotation-rules.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { LastPrices } from '../../../registry/last-prices.ts';
import { contactById, needLiveCustomer } from '../../customers/service.ts';
import { findDeal, needDeal, partsOfDeal } from '../../deals/service.ts';
import { productsByIds } from '../../products/service.ts';
import { wantedAgain } from '../orders/lines.ts';
import { needQuotation } from '../quotations/access.ts';
import { writeContract, type ContractBody } from './drafts.ts';

const MOST_TITLE = 100;
const titled = (text: string) => text.slice(0, MOST_TITLE);

/** What nobody has said yet of a contract that is begun. */
const empty = {
  kind: 'single' as const,
  endOn: null,
  signedOn: null,
  amountFen: null,
  customerNo: '',
  ourSigner: '',
  theirSigner: '',
  clauses: '',
  note: '',
  milestones: [],
};

/** Drafts the contract of a deal that was won: its name, its customer and its lines. */
async function fromDeal(
  ctx: WriteContext,
  lastPrices: LastPrices,
  dealId: number,
): Promise<NamedContract> {
  const { tx, actor } = ctx;
  const deal = await needDeal(tx, actor, 'deals.read', dealId);
  if (deal.state !== 'won' || deal.customer_id === null) throw problem('state-refused');
  const customer = await needLiveCustomer(tx, actor, 'contracts.update', deal.customer_id);
  const { lines } = await partsOfDeal(tx, dealId);
  const ids = lines.flatMap((line) => line.product_id ?? []);
  const products = new Map((await productsByIds(tx, ids)).map((row) => [row.id, row]));
  const wanted = lines.map((line): ContractBody['lines'][number] => {
    const product = line.product_id === null ? undefined : products.get(line.product_id);
    const known = product?.active === 1;
    return {
      kind: known && product.kind === 'goods' ? 'goods' : 'service',
      productId: known ? product.id : null,
      unitId: known ? line.unit_id : null,
      text: known ? '' : line.product,
      qtyE4: line.qty_e4,
      priceE4: line.price_e4,
      discountBp: 0,
      deviation: '',
      note: '',
    };
  });
  return await writeContract(ctx, lastPrices, customer, {
    ...empty,
    customerId: customer.id,
    title: titled(deal.name),
    startOn: await todayOf(ctx),
    basis: 'gross',
    dealId,
    ownerId: deal.owner_id,
    lines: wanted,
  });
}

/** Drafts the contract of an accepted quotation: its lines at its prices; once. */
async function fromQuotation(
  ctx: WriteContext,
  lastPrices: LastPrices,
  quotationId: number,
): Promise<NamedContract> {
  const { tx, actor } = ctx;
  const row = await needQuotation(tx, actor, 'quotations.read', quotationId);
  const today = await todayOf(ctx);
  const accepted = quotationStateOn(row.state, row.valid_to, today) === 'accepted';
  if (!accepted || (await isContracted(tx, row.id))) throw problem('state-refused');
  const customer = await needLiveCustomer(tx, actor, 'contracts.update', row.customer_id);
  const contact = row.contact_id === null ? undefined : await contactById(tx, row.contact_id);
  const known = contact?.customer_id === customer.id && !contactsMasked(customer);
  const deal =
    row.deal_id === null ? undefined : await findDeal(tx, actor, 'deals.read', row.deal_id);
  const term = row.term_id === null ? undefined : await termById(tx, row.term_id);
  const lines = await quotationLinesOf(tx, row.id);
  const name = lines[0]?.name ?? lines[0]?.text ?? '';
  const body: ContractBody = {
    ...empty,
    customerId: customer.id,
    title: titled([customer.name, name].filter(Boolean).join(' ')),
    startOn: today,
    basis: row.basis as PriceBasis,
    contactId: known ? row.contact_id : null,
    dealId: deal?.customer_id === customer.id ? row.deal_id : null,
    ...(term?.active === 1 && { termId: row.term_id }),
    note: row.note,
    lines: lines.map((line) => {
      const { id: _, ...wanted } = wantedAgain(line);
      return wanted;
    }),
  };
  const made = await writeContract(ctx, lastPrices, customer, body, { quotationId: row.id });
  // Of two who begin it at once one is told.
  if (!(await updateQuotation(tx, row, {}))) throw stale(row);
  return made;
}

/** Drafts a contract of what is there already, with nothing retyped. */
export const beginContract = async (
  ctx: WriteContext,
  lastPrices: LastPrices,
  { from, id }: { from: 'deal' | 'quotation'; id: number },
): Promise<NamedContract> =>
  await (from === 'deal' ? fromDeal : fromQuotation)(ctx, lastPrices, id);
