import { NO_DATE } from '@xinhang/db/no-date.ts';
import {
  ensurePrimary,
  insertContact,
  insertFirstContact,
} from '@xinhang/db/repositories/contacts.ts';
import {
  appendOwnerHistory,
  defaultPoolId,
  insertCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { setTags } from '@xinhang/db/repositories/words.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { searchTexts } from '@xinhang/shared/search-texts.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
import { completenessOf } from './completeness.ts';
import { contactColumns, phoneValues } from './contact-values.ts';
import { refreshDerived } from './derived.ts';

type CreateBody = EndpointInput<typeof api.customers.create>['body'];
type ContactBody = EndpointInput<typeof api.contacts.create>['body'];

/** What only the server says of a new customer. */
export interface Entry {
  /** Null: the public pool. */
  ownerId: number | null;
  /** Why it is there, for its owner history. */
  note: string;
  externalNo?: string;
  /** UTC ms; now unless an import knows better. */
  createdAt?: number;
  nextFollowOn?: string | null;
}

/**
 * Writes a new customer with all that is made from it: first contact, completeness, search words,
 * owner history. Checks, audit and news are the caller's: one registers, another imports.
 */
export async function enterCustomer(
  ctx: WriteContext,
  body: CreateBody,
  entry: Entry,
): Promise<CustomerRecord> {
  const { tx, actor, now } = ctx;
  const { ownerId } = entry;
  const phone = body.phone ?? '';
  const taxNo = body.taxNo ?? '';
  const contact = body.contact && {
    columns: contactColumns(body.contact),
    phones: phoneValues(body.contact.phones ?? []),
  };
  const values = {
    name: body.name,
    short_name: body.shortName ?? '',
    name_key: nameKey(body.name),
    name_core: nameCore(body.name),
    name_sort: pinyinKeys(body.name).sort,
    phone,
    phone_key: phoneKey(phone).number,
    tax_no: taxNo,
    tax_no_key: taxNoKey(taxNo),
    industry: body.industry ?? '',
    region: body.region ?? '',
    city: body.city ?? '',
    address: body.address ?? '',
    website: body.website ?? '',
    source: body.source ?? '',
    sales_model: body.salesModel ?? null,
    stage: body.stage ?? 'potential',
    chance_grade: body.chanceGrade ?? null,
    owner_id: ownerId,
    pool_id: ownerId === null ? await defaultPoolId(tx) : null,
    parent_id: body.parentId ?? null,
    credit_limit_fen: body.creditLimitFen ?? null,
    note: body.note ?? '',
    last_follow_at: 0,
    next_follow_on: entry.nextFollowOn ?? NO_DATE,
    custom: JSON.stringify(body.custom ?? {}),
    external_no: entry.externalNo ?? '',
    created_by: actor.userId || null,
    created_at: entry.createdAt ?? now,
    archived_at: null,
  };
  const phones = contact?.phones ?? [];
  const counts = { count: contact ? 1 : 0, phones: phones.length };
  const completeness = completenessOf(values, counts).percent;
  const row = await insertCustomer(tx, { ...values, completeness });
  if (body.tagIds?.length) await setTags(tx, row.id, body.tagIds);
  if (contact) {
    const place = { customer_id: row.id, is_primary: 1, left_at: null };
    await insertFirstContact(tx, { ...contact.columns, ...place }, phones);
  }
  // As `refreshDerived` would find it all, of which nothing has to be read back.
  const texts = searchTexts(row, contact ? [contact.columns] : [], phones);
  await ctx.deps.db.search.add(tx, row.id, texts, { ownerId, collaboratorIds: [] });
  await appendOwnerHistory(tx, {
    customer_id: row.id,
    from_owner_id: null,
    to_owner_id: ownerId,
    reason: 'assign',
    note: entry.note,
    by_user_id: actor.userId || null,
    at: now,
  });
  return row;
}

/** Writes a new contact with all that is made from it; the first one is the main one. */
export async function enterContact(
  ctx: WriteContext,
  customer: CustomerRecord,
  body: ContactBody,
): Promise<number> {
  const values = {
    ...contactColumns(body),
    customer_id: customer.id,
    is_primary: body.primary ? 1 : 0,
    left_at: null,
  };
  const inserted = await insertContact(ctx.tx, values, phoneValues(body.phones ?? []));
  await ensurePrimary(ctx.tx, customer.id, null);
  await refreshDerived(ctx.tx, ctx.deps.db.search, customer);
  return inserted.id;
}
