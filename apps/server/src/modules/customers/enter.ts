import { NO_DATE } from '@xinhang/db/no-date.ts';
import { ensurePrimary, insertContact } from '@xinhang/db/repositories/contacts.ts';
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
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
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
  const inserted = await insertCustomer(tx, {
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
    completeness: 0,
    last_follow_at: 0,
    next_follow_on: entry.nextFollowOn ?? NO_DATE,
    custom: JSON.stringify(body.custom ?? {}),
    external_no: entry.externalNo ?? '',
    created_by: actor.userId || null,
    created_at: entry.createdAt ?? now,
    archived_at: null,
  });
  if (body.tagIds) await setTags(tx, inserted.id, body.tagIds);
  if (body.contact) {
    const columns = contactColumns(body.contact);
    const contact = { ...columns, customer_id: inserted.id, is_primary: 1, left_at: null };
    await insertContact(tx, contact, phoneValues(body.contact.phones ?? []));
  }
  const row = await refreshDerived(tx, ctx.deps.db.search, inserted);
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
