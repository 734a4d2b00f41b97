import type { Tx } from '@xinhang/db/database.ts';
import { competitors } from '@xinhang/db/repositories/competitors.ts';
import { setDealPart } from '@xinhang/db/repositories/deals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { sumFen, type Fen } from '@xinhang/shared/money.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { contactsOf, customerById } from '../customers/service.ts';
import { holdersAmong, userById } from '../org/service.ts';
import { productsByIds, unitsOfProducts } from '../products/service.ts';

type Body = EndpointInput<typeof api.deals.update>['body'];
type Parts = Pick<Body, 'lines' | 'shares' | 'contacts' | 'competitors'>;

const WHOLE_BP = 10_000;

/** Lines with their amounts in fen: quantity times price, rounded once a line. */
export function pricedLines(lines: NonNullable<Parts['lines']>) {
  return lines.map((line, position) => ({
    position,
    product: line.product,
    product_id: line.productId,
    unit_id: line.unitId,
    qty_e4: line.qtyE4,
    price_e4: line.priceE4,
    amount_fen: amountOf(line, position) as number,
  }));
}

function amountOf(line: NonNullable<Parts['lines']>[number], at: number): Fen {
  try {
    return mulQtyPrice(qtyE4(line.qtyE4), priceE4(line.priceE4));
  } catch {
    throw fieldRefused(`/lines/${at}/priceE4`, 'too_big');
  }
}

/** What the lines come to, in fen; undefined where none are given. */
export function sumOfLines(lines: Parts['lines']): number | undefined {
  if (!lines || lines.length === 0) return undefined;
  try {
    return sumFen(pricedLines(lines).map((line) => line.amount_fen as Fen));
  } catch (error) {
    if (error instanceof RangeError) throw fieldRefused('/lines', 'too_big');
    throw error;
  }
}

/** Products of the company in one of their units; words alone are no product and have no unit. */
async function checkLines(tx: Tx, lines: NonNullable<Parts['lines']>): Promise<void> {
  const ids = [...new Set(lines.flatMap((line) => line.productId ?? []))];
  const products = new Map((await productsByIds(tx, ids)).map((row) => [row.id, row]));
  const units = await unitsOfProducts(tx, ids);
  for (const [at, { productId, unitId }] of lines.entries()) {
    const product = productId === null ? undefined : products.get(productId);
    if (productId !== null && !product) {
      throw fieldRefused(`/lines/${at}/productId`, 'unknown-product');
    }
    if (unitId === null || unitId === product?.unit_id) continue;
    if (units.some((one) => one.product_id === productId && one.unit_id === unitId)) continue;
    throw fieldRefused(`/lines/${at}/unitId`, 'unknown-unit');
  }
}

const doubled = (ids: readonly number[]) => ids.findIndex((id, at) => ids.indexOf(id) !== at);

async function checkShares(tx: Tx, shares: NonNullable<Parts['shares']>): Promise<void> {
  const twice = doubled(shares.map((share) => share.userId));
  if (twice >= 0) throw fieldRefused(`/shares/${twice}/userId`, 'named-twice');
  const sum = shares.reduce((total, share) => total + share.shareBp, 0);
  if (sum !== WHOLE_BP) throw fieldRefused('/shares', 'shares-not-whole', { sum });
  for (const [at, { userId }] of shares.entries()) {
    const person = await userById(tx, userId);
    if (!person || person.state === 'left') {
      throw fieldRefused(`/shares/${at}/userId`, 'unknown-user');
    }
    if ((await holdersAmong(tx, 'deals.read', [userId])).has(userId)) continue;
    const params = { name: person.name };
    const errors = [{ pointer: `/shares/${at}/userId`, code: 'sees-no-deals', params }];
    throw problem('sees-no-deals', { params, errors });
  }
}

async function checkContacts(
  tx: Tx,
  contacts: NonNullable<Parts['contacts']>,
  customerId: number | null,
): Promise<void> {
  if (contacts.length === 0) return;
  const twice = doubled(contacts.map((contact) => contact.contactId));
  if (twice >= 0) throw fieldRefused(`/contacts/${twice}/contactId`, 'named-twice');
  const customer = customerId === null ? undefined : await customerById(tx, customerId);
  // In the pool nobody sees contacts.
  const known =
    customer && customer.owner_id !== null ? (await contactsOf(tx, [customer.id])).contacts : [];
  const ids = new Set(known.map((contact) => contact.id));
  const at = contacts.findIndex((contact) => !ids.has(contact.contactId));
  if (at >= 0) throw fieldRefused(`/contacts/${at}/contactId`, 'not-of-this-customer');
}

async function checkCompetitors(tx: Tx, met: NonNullable<Parts['competitors']>): Promise<void> {
  const twice = doubled(met.map((one) => one.competitorId));
  if (twice >= 0) throw fieldRefused(`/competitors/${twice}/competitorId`, 'named-twice');
  const known = new Set((await competitors(tx)).map((one) => one.id));
  const at = met.findIndex((one) => !known.has(one.competitorId));
  if (at >= 0) throw fieldRefused(`/competitors/${at}/competitorId`, 'unknown-competitor');
}

/** Refuses what does not fit before anything is written. */
export async function checkParts(tx: Tx, parts: Parts, customerId: number | null): Promise<void> {
  if (parts.lines) await checkLines(tx, parts.lines);
  if (parts.shares) await checkShares(tx, parts.shares);
  if (parts.contacts) await checkContacts(tx, parts.contacts, customerId);
  if (parts.competitors) await checkCompetitors(tx, parts.competitors);
}

/** Writes the parts that were given, each whole. */
export async function writeParts(tx: Tx, dealId: number, parts: Parts): Promise<void> {
  if (parts.lines) await setDealPart(tx, 'deal_line', dealId, pricedLines(parts.lines));
  if (parts.shares) {
    const rows = parts.shares.map((share) => ({ user_id: share.userId, share_bp: share.shareBp }));
    await setDealPart(tx, 'deal_share', dealId, rows);
  }
  if (parts.contacts) {
    const rows = parts.contacts.map(({ contactId, ...what }) => ({
      contact_id: contactId,
      ...what,
    }));
    await setDealPart(tx, 'deal_contact', dealId, rows);
  }
  if (parts.competitors) {
    const rows = parts.competitors.map((one) => ({
      competitor_id: one.competitorId,
      price_fen: one.priceFen,
      note: one.note,
    }));
    await setDealPart(tx, 'deal_competitor', dealId, rows);
  }
}
