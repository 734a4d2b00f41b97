import type { ImportColumn } from '@xinhang/shared/imports.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import { termsInUse } from '../../ledgers/service.ts';
import { namedUsers } from '../../org/service.ts';
import {
  addSupplier,
  changeSupplier,
  contactsOfSuppliers,
  supplierByCode,
  supplierByName,
} from '../../purchasing/service.ts';
import { shown } from '../cells.ts';
import { Refused } from '../rows/refused.ts';
import type { WrittenRow } from '../rows/walk.ts';
import type { SupplierDraft } from './draft.ts';

/** What taking a row back needs. */
export interface Kept {
  version: number;
  /** Fields as they were; null where the row made the supplier. */
  before: object | null;
}

type Change = Parameters<typeof changeSupplier>[2];

async function termOf(ctx: WriteContext, { term }: SupplierDraft): Promise<number | undefined> {
  if (term === '') return undefined;
  const found = (await termsInUse(ctx.tx)).find((one) => wordKey(one.name) === wordKey(term));
  if (!found) throw new Refused('term-unknown', { value: shown(term) });
  return found.id;
}

async function buyerOf(ctx: WriteContext, { buyer }: SupplierDraft): Promise<number | undefined> {
  if (buyer === '') return undefined;
  const people = (await namedUsers(ctx.tx)).filter((one) => one.state === 'active');
  const key = wordKey(buyer);
  const by = (field: 'login' | 'name') => people.filter((one) => wordKey(one[field]) === key);
  const found = [by('login'), by('name')].find((some) => some.length > 0) ?? [];
  if (found.length !== 1) throw new Refused('person-unknown', { value: shown(buyer) });
  return found[0]!.id;
}

/** The supplier of this number, else of this name; refused where they are two. */
async function knownOf(ctx: WriteContext, { code, key }: SupplierDraft) {
  const named = await supplierByName(ctx.tx, key);
  const numbered = code === '' ? undefined : await supplierByCode(ctx.tx, wordKey(code));
  if (numbered && named && numbered.id !== named.id) {
    throw new Refused('supplier-number-other', { value: shown(code), name: numbered.name });
  }
  return numbered ?? named;
}

/** Adds the supplier of a row, or changes what it says otherwise of the one of this name. */
export async function writeSupplier(ctx: WriteContext, draft: SupplierDraft): Promise<WrittenRow> {
  const known = await knownOf(ctx, draft);
  const termId = await termOf(ctx, draft);
  const buyerId = await buyerOf(ctx, draft);
  if (known) return await update(ctx, draft, known, { termId, buyerId });
  const { active = true, ...facts } = draft.facts;
  const made = await addSupplier(ctx, {
    code: draft.code,
    name: draft.name,
    contacts: draft.contact ? [draft.contact] : [],
    address: '',
    termId: termId ?? null,
    taxNo: '',
    deductible: true,
    bank: '',
    bankAccount: '',
    note: '',
    ...facts,
    ...(buyerId !== undefined && { buyerId }),
  });
  const { id } = made;
  const off = active ? made : await changeSupplier(ctx, id, { version: 1, active: false });
  return {
    verdict: 'create',
    reasons: [{ code: 'supplier-new', params: {} }],
    entity: { id, version: off.version },
    kept: { version: off.version, before: null } satisfies Kept,
  };
}

const columns = {
  code: 'supplierCode',
  name: 'supplierName',
  address: 'supplierAddress',
  taxNo: 'supplierTaxNo',
  deductible: 'supplierDeductible',
  bank: 'supplierBank',
  bankAccount: 'supplierAccount',
  note: 'supplierNote',
  active: 'supplierState',
  termId: 'supplierTerm',
  buyerId: 'supplierBuyer',
  contacts: 'supplierContact',
} as const satisfies Record<string, ImportColumn>;

type Known = NonNullable<Awaited<ReturnType<typeof supplierByName>>>;

async function update(
  ctx: WriteContext,
  draft: SupplierDraft,
  known: Known,
  chosen: { termId: number | undefined; buyerId: number | undefined },
): Promise<WrittenRow> {
  const old = (await contactsOfSuppliers(ctx.tx, [known.id])).map(({ name, post, phone }) => ({
    name,
    post,
    phone,
  }));
  const now = {
    code: known.code,
    name: known.name,
    address: known.address,
    taxNo: known.tax_no,
    deductible: known.deductible === 1,
    bank: known.bank,
    bankAccount: known.bank_account,
    note: known.note,
    active: known.active === 1,
    termId: known.term_id,
    buyerId: known.buyer_id,
    contacts: old,
  };
  const contacts = withContact(old, draft.contact);
  const { code, name, key } = draft;
  const wanted = {
    ...(code !== '' && { code }),
    // One that is found by its number may be called otherwise by now.
    ...(key !== known.name_key && { name }),
    ...draft.facts,
    ...chosen,
    ...(contacts && { contacts }),
  };
  const changed = (Object.keys(wanted) as (keyof typeof columns)[]).filter(
    (field) => wanted[field] !== undefined && wanted[field] !== now[field],
  );
  const { id, version } = known;
  if (changed.length === 0) {
    const reasons: WrittenRow['reasons'] = [{ code: 'supplier-same', params: {} }];
    return { verdict: 'same', reasons, entity: { id, version }, kept: null };
  }
  const pick = (from: object) =>
    Object.fromEntries(Object.entries(from).filter(([field]) => changed.includes(field as never)));
  const body = { version, ...pick(wanted) } as Change;
  const after = await changeSupplier(ctx, id, body);
  return {
    verdict: 'update',
    reasons: [
      { code: 'supplier-changed', params: { fields: changed.map((field) => columns[field]) } },
    ],
    entity: { id, version: after.version },
    kept: { version: after.version, before: pick(now) } satisfies Kept,
  };
}

type Contact = { name: string; post: string; phone: string };

/** The persons with the one of a row, who is added or told more of; null where nothing changes. */
function withContact(old: readonly Contact[], one: Contact | null): Contact[] | null {
  if (!one) return null;
  const at = old.findIndex((person) => wordKey(person.name) === wordKey(one.name));
  if (at < 0) return [...old, one];
  const before = old[at]!;
  const next = {
    ...before,
    post: one.post || before.post,
    phone: one.phone || before.phone,
  };
  if (next.post === before.post && next.phone === before.phone) return null;
  return old.with(at, next);
}
