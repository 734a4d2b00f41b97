import { reaches, type Actor } from '@xinhang/db/actor.ts';
import type { Tx } from '@xinhang/db/database.ts';
import { insertContact } from '@xinhang/db/repositories/contacts.ts';
import {
  appendOwnerHistory,
  defaultPoolId,
  insertCustomer,
  NO_DATE,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
import { recordChange } from './access.ts';
import { contactColumns, phoneValues } from './contact-values.ts';
import { refreshDerived } from './derived.ts';
import { findDuplicates, type DuplicateProbe } from './duplicates.ts';

type CreateBody = EndpointInput<typeof api.customers.create>['body'];

/** A certain or likely duplicate needs a reason (setting `customers.duplicate`). */
export async function refuseDuplicates(
  tx: Tx,
  actor: Actor,
  probe: DuplicateProbe,
  reason: string | undefined,
): Promise<void> {
  const matches = await findDuplicates(tx, actor, probe);
  if (matches.length > 0 && !reason) throw problem('duplicate-customer', { data: { matches } });
}

/** Refuses an owner whom the person may not give customers to, or who is not there (any more). */
export async function needOwner(tx: Tx, actor: Actor, ownerId: number | null): Promise<void> {
  if (ownerId === actor.userId) return;
  if (!reaches(actor, 'customers.assign', ownerId)) {
    throw fieldRefused('/ownerId', 'owner-out-of-reach');
  }
  if (ownerId === null) return;
  if ((await userById(tx, ownerId))?.state !== 'active') {
    throw fieldRefused('/ownerId', 'unknown-user');
  }
}

/** Registers a customer, with a first contact. */
export async function createCustomer(ctx: WriteContext, body: CreateBody): Promise<CustomerRecord> {
  const { tx, actor, now } = ctx;
  const ownerId = body.ownerId === undefined ? actor.userId : body.ownerId;
  await needOwner(tx, actor, ownerId);
  const phones = [body.phone, ...(body.contact?.phones ?? []).map((phone) => phone.number)].filter(
    (phone) => phone !== undefined,
  );
  const probe = { name: body.name, phones, taxNo: body.taxNo };
  await refuseDuplicates(tx, actor, probe, body.duplicateReason);
  const phone = body.phone ?? '';
  const taxNo = body.taxNo ?? '';
  const inserted = await insertCustomer(tx, {
    name: body.name,
    short_name: body.shortName ?? '',
    name_key: nameKey(body.name),
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
    parent_id: null,
    credit_limit_fen: null,
    note: body.note ?? '',
    completeness: 0,
    last_follow_at: 0,
    next_follow_on: NO_DATE,
    custom: JSON.stringify(body.custom ?? {}),
    external_no: '',
    created_by: actor.userId,
    created_at: now,
    archived_at: null,
  });
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
    note: body.duplicateReason ?? '',
    by_user_id: actor.userId,
    at: now,
  });
  await recordChange(ctx, 'customers.create', null, row);
  return row;
}
