import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  addressById,
  addressesOf,
  insertAddress,
  insertTitle,
  titleById,
  titlesOf,
  updateAddress,
  updateTitle,
  type AddressRecord,
  type TitleRecord,
} from '@xinhang/db/repositories/customer-places.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { CustomerAddress, CustomerTitle } from '@xinhang/shared/contacts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { FieldView } from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { needCustomerOfChild, needLiveCustomer, recordChildChange } from './access.ts';
import { phoneView, shownPhone } from './mapper.ts';

type Api = typeof api.contacts;
type NewAddress = EndpointInput<Api['createAddress']>['body'];
type AddressChanges = EndpointInput<Api['updateAddress']>['body'];
type NewTitle = EndpointInput<Api['createTitle']>['body'];
type TitleChanges = EndpointInput<Api['updateTitle']>['body'];

function toAddress(view: FieldView, row: AddressRecord): CustomerAddress {
  return {
    id: row.id,
    version: row.version,
    receiver: row.receiver,
    phone: shownPhone(view, row.phone),
    address: row.address,
    carrier: row.carrier,
    freightPayer: row.freight_payer,
    active: row.active === 1,
  };
}

function toTitle(view: FieldView, row: TitleRecord): CustomerTitle {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    taxNo: row.tax_no,
    bank: row.bank,
    bankAccount: row.bank_account,
    address: row.address,
    phone: shownPhone(view, row.phone),
    active: row.active === 1,
  };
}

/**
 * Ship-to addresses and invoice titles of a customer whom the actor may read; like contacts, they
 * are not shown in the pool.
 */
export async function placesOf(db: Reader, actor: Actor, customer: CustomerRecord) {
  if (contactsMasked(customer)) return { addresses: [], titles: [] };
  const view = phoneView(actor, customer);
  return {
    addresses: (await addressesOf(db, customer.id)).map((row) => toAddress(view, row)),
    titles: (await titlesOf(db, customer.id)).map((row) => toTitle(view, row)),
  };
}

async function needOpenCustomer(ctx: WriteContext, customerId: number): Promise<CustomerRecord> {
  const customer = await needLiveCustomer(ctx.tx, ctx.actor, 'customers.update', customerId);
  if (contactsMasked(customer)) throw problem('forbidden');
  return customer;
}

/** The customer of the row to be changed, and how this person sees its phone. */
async function needPlace(
  ctx: WriteContext,
  row: { customer_id: number } | undefined,
  body: { phone?: string | undefined },
): Promise<{ customer: CustomerRecord; view: FieldView }> {
  const customer = await needCustomerOfChild(ctx.tx, ctx.actor, 'customers.update', row);
  if (customer.archived_at !== null) throw problem('customer-archived');
  const view = phoneView(ctx.actor, customer);
  if (body.phone !== undefined && view !== 'show') {
    throw fieldRefused('/phone', 'hidden-from-you');
  }
  return { customer, view };
}

const flag = (active: boolean | undefined) =>
  active === undefined ? {} : { active: active ? 1 : 0 };

export async function addAddress(ctx: WriteContext, customerId: number, body: NewAddress) {
  const customer = await needOpenCustomer(ctx, customerId);
  const { freightPayer, ...texts } = body;
  const values = { ...texts, freight_payer: freightPayer, customer_id: customerId };
  const row = await insertAddress(ctx.tx, values);
  await recordChildChange(ctx, 'contacts.createAddress', customer, 'address', null, row);
  return toAddress(phoneView(ctx.actor, customer), row);
}

export async function changeAddress(ctx: WriteContext, id: number, body: AddressChanges) {
  const before = await addressById(ctx.tx, id);
  const { customer, view } = await needPlace(ctx, before, body);
  if (!before) throw problem('not-found');
  const { version, active, freightPayer, ...texts } = body;
  const row = await updateAddress(
    ctx.tx,
    { id, version },
    {
      ...given(texts),
      ...(freightPayer !== undefined && { freight_payer: freightPayer }),
      ...flag(active),
    },
  );
  if (!row) {
    const wanted = { ...texts, freightPayer, active };
    throw conflict(before.version, toAddress(view, before), wanted);
  }
  await recordChildChange(ctx, 'contacts.updateAddress', customer, 'address', before, row);
  return toAddress(view, row);
}

export async function addTitle(ctx: WriteContext, customerId: number, body: NewTitle) {
  const customer = await needOpenCustomer(ctx, customerId);
  const { taxNo, bankAccount, ...texts } = body;
  const row = await insertTitle(ctx.tx, {
    ...texts,
    tax_no: taxNo,
    bank_account: bankAccount,
    customer_id: customerId,
  });
  await recordChildChange(ctx, 'contacts.createTitle', customer, 'title', null, row);
  return toTitle(phoneView(ctx.actor, customer), row);
}

export async function changeTitle(ctx: WriteContext, id: number, body: TitleChanges) {
  const before = await titleById(ctx.tx, id);
  const { customer, view } = await needPlace(ctx, before, body);
  if (!before) throw problem('not-found');
  const { version, active, taxNo, bankAccount, ...texts } = body;
  const row = await updateTitle(
    ctx.tx,
    { id, version },
    {
      ...given(texts),
      ...(taxNo !== undefined && { tax_no: taxNo }),
      ...(bankAccount !== undefined && { bank_account: bankAccount }),
      ...flag(active),
    },
  );
  if (!row) {
    const wanted = { ...texts, taxNo, bankAccount, active };
    throw conflict(before.version, toTitle(view, before), wanted);
  }
  await recordChildChange(ctx, 'contacts.updateTitle', customer, 'title', before, row);
  return toTitle(view, row);
}

/** Without the fields that were not sent. */
function given<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const sent = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
