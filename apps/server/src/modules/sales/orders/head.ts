import { termById, termOfCustomer } from '@xinhang/db/repositories/sales-orders.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { addressById, contactById, titleById } from '../../customers/service.ts';
import { findDeal } from '../../deals/service.ts';
import { userById } from '../../org/service.ts';
import { allLocations } from '../../products/service.ts';

type Body = EndpointInput<typeof api.salesOrders.update>['body'];
type Id = number | null | undefined;

const WHOLE_BP = 10_000;

/** A contact of this customer. */
export async function contactOf(ctx: WriteContext, customer: CustomerRecord, id: Id) {
  if (!id) return null;
  const row = await contactById(ctx.tx, id);
  const known = row?.customer_id === customer.id && !contactsMasked(customer);
  if (!known) throw fieldRefused('/contactId', 'unknown-contact');
  return id;
}

/** A deal with this customer that the writer sees. */
export async function dealOf(ctx: WriteContext, customer: CustomerRecord, id: Id) {
  if (!id) return null;
  const row = await findDeal(ctx.tx, ctx.actor, 'deals.read', id);
  if (row?.customer_id !== customer.id) throw fieldRefused('/dealId', 'unknown-deal');
  return id;
}

export async function termOf(ctx: WriteContext, id: Id) {
  if (!id) return null;
  const row = await termById(ctx.tx, id);
  if (!row) throw fieldRefused('/termId', 'unknown-term');
  if (row.active === 0) throw fieldRefused('/termId', 'not-in-use');
  return id;
}

/** A place that is sold from. */
async function warehouseOf(ctx: WriteContext, id: Id) {
  if (!id) return null;
  const place = (await allLocations(ctx.tx)).find((one) => one.id === id);
  if (!place || place.sellable === 0) throw fieldRefused('/warehouseId', 'unknown-place');
  if (place.active === 0) throw fieldRefused('/warehouseId', 'not-in-use');
  return id;
}

/** Where it goes, as it is written now: the document keeps it, whatever becomes of the address. */
async function addressOf(ctx: WriteContext, customer: CustomerRecord, id: Id) {
  if (!id) return { address_id: null, ship_to: '' };
  const row = await addressById(ctx.tx, id);
  const known = row?.customer_id === customer.id && !contactsMasked(customer);
  if (!known) throw fieldRefused('/addressId', 'unknown-address');
  const { receiver, phone, address, carrier, freight_payer: freightPayer } = row;
  return {
    address_id: id,
    ship_to: JSON.stringify({ receiver, phone, address, carrier, freightPayer }),
  };
}

/** For whom the fapiao will be, as it is written now. */
async function titleOf(ctx: WriteContext, customer: CustomerRecord, id: Id) {
  if (!id) return { title_id: null, title: '' };
  const row = await titleById(ctx.tx, id);
  const known = row?.customer_id === customer.id && !contactsMasked(customer);
  if (!known) throw fieldRefused('/titleId', 'unknown-title');
  const { title, tax_no: taxNo, bank, bank_account: account, address, phone } = row;
  return {
    title_id: id,
    title: JSON.stringify({ title, taxNo, bank, account, address, phone }),
  };
}

/** Columns of the head that a body names, checked; what it does not name is left out. */
export async function headColumns(
  ctx: WriteContext,
  customer: CustomerRecord,
  body: Partial<Body>,
) {
  return {
    ...(body.businessDate !== undefined && { business_date: body.businessDate }),
    ...(body.basis !== undefined && { basis: body.basis }),
    ...(body.requiredDate !== undefined && { required_date: body.requiredDate }),
    ...(body.customerOrderNo !== undefined && { customer_order_no: body.customerOrderNo }),
    ...(body.payer !== undefined && { payer: body.payer }),
    ...(body.note !== undefined && { note: body.note }),
    ...(body.contactId !== undefined && {
      contact_id: await contactOf(ctx, customer, body.contactId),
    }),
    ...(body.dealId !== undefined && { deal_id: await dealOf(ctx, customer, body.dealId) }),
    ...(body.termId !== undefined && { term_id: await termOf(ctx, body.termId) }),
    ...(body.warehouseId !== undefined && {
      warehouse_id: await warehouseOf(ctx, body.warehouseId),
    }),
    ...(body.addressId !== undefined && (await addressOf(ctx, customer, body.addressId))),
    ...(body.titleId !== undefined && (await titleOf(ctx, customer, body.titleId))),
  };
}

/** What a new order takes from the customer and the house where its writer says nothing. */
export async function usualHead(ctx: WriteContext, customer: CustomerRecord) {
  const term = await termOfCustomer(ctx.tx, customer.id);
  const places = await allLocations(ctx.tx);
  const warehouse = places.find((one) => one.sellable === 1 && one.active === 1);
  return { term_id: term, warehouse_id: warehouse?.id ?? null };
}

export type Share = { userId: number; shareBp: number };

/** Whose result it is: what was said, or all of it the owner's of the customer, else the writer's. */
export async function sharesFor(
  ctx: WriteContext,
  customer: { owner_id: number | null },
  said: readonly Share[] | undefined,
): Promise<Share[]> {
  if (!said || said.length === 0) {
    return [{ userId: customer.owner_id ?? ctx.actor.userId, shareBp: WHOLE_BP }];
  }
  for (const [at, { userId }] of said.entries()) {
    if (!(await userById(ctx.tx, userId))) {
      throw fieldRefused(`/shares/${at}/userId`, 'unknown-user');
    }
    if (said.findIndex((one) => one.userId === userId) < at) {
      throw fieldRefused(`/shares/${at}/userId`, 'named-twice');
    }
  }
  const sum = said.reduce((all, one) => all + one.shareBp, 0);
  if (sum !== WHOLE_BP) throw fieldRefused('/shares', 'shares-not-whole', { sum });
  return [...said];
}
