import type { Reader, Tx } from '@xinhang/db/database.ts';
import {
  contactsOfSuppliers,
  highestSupplierCode,
  insertSupplier,
  setSupplierContacts,
  supplierByCode,
  supplierById,
  supplierByName,
  updateSupplier,
  type SupplierContact,
  type SupplierRecord,
} from '@xinhang/db/repositories/suppliers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameTexts, phoneTexts } from '@xinhang/shared/search-texts.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Supplier } from '@xinhang/shared/suppliers.ts';
import { nameKey, phoneKey, taxNoKey, wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { termsInUse } from '../ledgers/service.ts';
import { holdersAmong, userById } from '../org/service.ts';
import { describeSupplier } from './describe.ts';
import { record } from './record.ts';

type Create = EndpointInput<typeof api.suppliers.create>['body'];
type Update = EndpointInput<typeof api.suppliers.update>['body'];
type Contact = Pick<SupplierContact, 'name' | 'post' | 'phone'>;

function keysOf(
  { code, name, tax_no: taxNo }: Pick<SupplierRecord, 'code' | 'name' | 'tax_no'>,
  of: Contact[],
) {
  const people = of.flatMap((one) => [
    ...nameTexts(one.name, { surname: true }),
    ...phoneTexts(one.phone),
  ]);
  return {
    name_key: nameKey(name),
    name_sort: pinyinKeys(name).sort,
    tax_key: taxNoKey(taxNo),
    find_text: searchRuns([code, ...nameTexts(name), taxNo, ...people].join(' ')).join(' '),
  };
}

/** Numbers that the server gives: G and five digits; the first is G10001. */
const CODE = { letter: 'g', digits: 5 } as const;
const FIRST = 10_001;

async function nextCode(tx: Tx): Promise<string> {
  const highest = await highestSupplierCode(tx, CODE);
  return `${CODE.letter.toUpperCase()}${highest === undefined ? FIRST : highest + 1}`;
}

const withKey = (one: Contact) => ({ ...one, phone_key: phoneKey(one.phone).number });

/**
 * A supplier, as a document names it; `inUse`: nothing new is ordered from one that was put away.
 * `field-refused` with `unknown-supplier` at the pointer.
 */
export async function needSupplier(
  db: Reader,
  id: number,
  {
    pointer = '/supplierId',
    inUse = false,
  }: { pointer?: string | undefined; inUse?: boolean } = {},
): Promise<SupplierRecord> {
  const supplier = await supplierById(db, id);
  if (!supplier || (inUse && supplier.active === 0)) {
    throw fieldRefused(pointer, 'unknown-supplier');
  }
  return supplier;
}

/** What must hold of a supplier as it will stand: a number and a name of its own, a term and buyer there are. */
async function check(
  tx: Tx,
  { code, name, termId, buyerId }: Partial<Pick<Create, 'code' | 'name' | 'termId' | 'buyerId'>>,
  id?: number,
): Promise<void> {
  if (code !== undefined) {
    const other = await supplierByCode(tx, wordKey(code));
    if (other && other.id !== id) throw fieldRefused('/code', 'code-taken', { name: other.name });
  }
  if (name !== undefined) {
    const other = await supplierByName(tx, nameKey(name));
    if (other && other.id !== id)
      throw fieldRefused('/name', 'supplier-taken', { name: other.name });
  }
  if (termId !== undefined && termId !== null) {
    const known = (await termsInUse(tx)).some((term) => term.id === termId);
    if (!known) throw fieldRefused('/termId', 'unknown-term');
  }
  if (buyerId === undefined) return;
  const person = await userById(tx, buyerId);
  if (person?.state !== 'active') throw fieldRefused('/buyerId', 'unknown-user');
  const sees = await holdersAmong(tx, 'suppliers.read', [buyerId]);
  if (!sees.has(buyerId)) throw fieldRefused('/buyerId', 'sees-no-suppliers');
}

/** What the audit keeps of a supplier. */
function told(row: SupplierRecord, contacts: readonly Contact[]) {
  const {
    name_key: _key,
    name_sort: _sort,
    find_text: _find,
    tax_key: _tax,
    code_key: _code,
    ...facts
  } = row;
  return { ...facts, contacts: contacts.map(({ name, post, phone }) => ({ name, post, phone })) };
}

export async function addSupplier(ctx: WriteContext, body: Create): Promise<Supplier> {
  const { tx } = ctx;
  const buyerId = body.buyerId ?? ctx.actor.userId;
  const code = body.code === '' ? await nextCode(tx) : body.code;
  await check(tx, { ...body, code, buyerId });
  const facts = {
    code,
    code_key: wordKey(code),
    name: body.name,
    address: body.address,
    term_id: body.termId,
    tax_no: body.taxNo,
    deductible: body.deductible ? 1 : 0,
    bank: body.bank,
    bank_account: body.bankAccount,
    note: body.note,
    buyer_id: buyerId,
    active: 1,
    created_by: ctx.actor.userId || null,
    created_at: ctx.now,
  };
  const row = { ...facts, ...keysOf(facts, body.contacts) };
  const id = await insertSupplier(tx, row);
  await setSupplierContacts(tx, id, body.contacts.map(withKey));
  const after = told({ id, version: 1, ...row }, body.contacts);
  await record(ctx, 'suppliers.create', 'supplier', null, after);
  return await describeSupplier(ctx, id);
}

function columnsOf(body: Update): Partial<SupplierRecord> {
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 1 : 0);
  const columns = {
    code: body.code,
    code_key: body.code === undefined ? undefined : wordKey(body.code),
    name: body.name,
    address: body.address,
    term_id: body.termId,
    tax_no: body.taxNo,
    deductible: flag(body.deductible),
    bank: body.bank,
    bank_account: body.bankAccount,
    note: body.note,
    buyer_id: body.buyerId,
    active: flag(body.active),
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<SupplierRecord>;
}

export async function changeSupplier(
  ctx: WriteContext,
  id: number,
  body: Update,
): Promise<Supplier> {
  const { tx } = ctx;
  const row = await supplierById(tx, id);
  if (!row) throw problem('not-found');
  const { buyer_name: _buyer, created_by_name: _maker, term_name: _term, ...before } = row;
  const { version, ...wanted } = body;
  const stale = async () => {
    const shown = await describeSupplier(ctx, id);
    const ids = { termId: before.term_id, buyerId: before.buyer_id };
    return conflict(before.version, { ...shown, ...ids }, wanted);
  };
  if (version !== before.version) throw await stale();
  // Who kept it so far may keep it, whatever became of the rights.
  const buyerId = body.buyerId === before.buyer_id ? undefined : body.buyerId;
  const termId = body.termId === before.term_id ? undefined : body.termId;
  await check(tx, { code: body.code, name: body.name, termId, buyerId }, id);
  const old = await contactsOfSuppliers(tx, [id]);
  const contacts = body.contacts ?? old;
  const next = { ...before, ...columnsOf(body) };
  const after = await updateSupplier(tx, before, { ...columnsOf(body), ...keysOf(next, contacts) });
  if (!after) throw await stale();
  if (body.contacts) await setSupplierContacts(tx, id, contacts.map(withKey));
  await record(ctx, 'suppliers.update', 'supplier', told(before, old), told(after, contacts));
  return await describeSupplier(ctx, id);
}
