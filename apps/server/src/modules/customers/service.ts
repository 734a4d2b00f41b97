import type { Reader, Tx } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { contactsOf, insertContact } from '@xinhang/db/repositories/contacts.ts';
import {
  appendOwnerHistory,
  collaborators,
  defaultPoolId,
  findCustomer,
  insertCustomer,
  NO_DATE,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { reaches, type Actor } from '@xinhang/db/actor.ts';
import { userNames } from '@xinhang/db/repositories/users.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Customer, CustomerRow } from '@xinhang/shared/customers.ts';
import { birthdayKey } from '@xinhang/shared/lunar.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
import { completenessOf } from './completeness.ts';
import { findDuplicates } from './duplicates.ts';
import { phoneView, shownPhone, toCustomerRow } from './mapper.ts';
import { customerCan } from './policy.ts';

type CreateBody = EndpointInput<typeof api.customers.create>['body'];
type UpdateBody = EndpointInput<typeof api.customers.update>['body'];

/** Rows of a list with the names and main contacts that its columns show. */
export async function describeRows(
  db: Reader,
  actor: Actor,
  rows: CustomerRecord[],
): Promise<CustomerRow[]> {
  const owners = await userNames(
    db,
    rows.flatMap((row) => row.owner_id ?? []),
  );
  const { contacts, phones } = await contactsOf(
    db,
    rows.map((row) => row.id),
    true,
  );
  const contactOf = new Map(contacts.map((contact) => [contact.customer_id, contact]));
  const phoneOf = new Map(phones.toReversed().map((phone) => [phone.contact_id, phone]));
  return rows.map((row) => {
    const contact = contactOf.get(row.id);
    const phone = contact && phoneOf.get(contact.id);
    return toCustomerRow(actor, row, { owners, contact, phone });
  });
}

export async function describeCustomer(
  db: Reader,
  actor: Actor,
  row: CustomerRecord,
): Promise<Customer> {
  const [described] = await describeRows(db, actor, [row]);
  const { contacts } = await contactsOf(db, [row.id]);
  const people = await collaborators(db, row.id);
  const firm = await company(db);
  const creator = row.created_by === null ? null : await userNames(db, [row.created_by]);
  const credit = actor.fields.credit === 'show' && !poolOnly(actor, row);
  return {
    ...described!,
    shortName: row.short_name,
    salesModel: row.sales_model as Customer['salesModel'],
    effectiveModel: (row.sales_model ?? firm?.sales_model ?? 'dev') as Customer['effectiveModel'],
    city: row.city,
    address: row.address,
    website: row.website,
    phone: shownPhone(phoneView(actor, row), row.phone),
    taxNo: row.tax_no,
    creditLimitFen: credit ? row.credit_limit_fen : null,
    creditHidden: !credit,
    note: row.note,
    parent: null,
    collaborators: people,
    custom: JSON.parse(row.custom) as Customer['custom'],
    externalNo: row.external_no,
    createdBy: creator && { id: row.created_by!, name: creator.get(row.created_by!) ?? '' },
    missing: completenessOf({ ...partsOf(row), contacts: contacts.length }).missing,
    can: customerCan(
      actor,
      row,
      people.some((person) => person.id === actor.userId),
    ),
  };
}

function partsOf(row: {
  name: string;
  phone: string;
  industry: string;
  region: string;
  source: string;
  address: string;
  chance_grade: string | null;
  tax_no: string;
}) {
  return { ...row, chanceGrade: row.chance_grade, taxNo: row.tax_no };
}

/** The row if the permission reaches it; a row out of scope does not exist (404). */
export async function needCustomer(
  db: Reader,
  actor: Actor,
  permission: Parameters<typeof findCustomer>[2],
  id: number,
): Promise<CustomerRecord> {
  const row = await findCustomer(db, actor, permission, id);
  if (row) return row;
  const readable = await findCustomer(db, actor, 'customers.read', id);
  throw problem(readable ? 'forbidden' : 'not-found');
}

/** A certain or likely duplicate needs a reason (setting `customers.duplicate`). */
async function refuseDuplicates(
  db: Tx,
  actor: Actor,
  probe: Parameters<typeof findDuplicates>[2],
  reason: string | undefined,
): Promise<void> {
  const matches = await findDuplicates(db, actor, probe);
  if (matches.length > 0 && !reason) throw problem('duplicate-customer', { data: { matches } });
}

export async function createCustomer(ctx: WriteContext, body: CreateBody): Promise<CustomerRecord> {
  const { tx, actor, now } = ctx;
  const ownerId = body.ownerId === undefined ? actor.userId : body.ownerId;
  if (ownerId !== actor.userId && !reaches(actor, 'customers.assign', ownerId)) {
    throw fieldRefused('/ownerId', 'owner-out-of-reach');
  }
  const phones = [body.phone, ...(body.contact?.phones ?? []).map((phone) => phone.number)].filter(
    (phone) => phone !== undefined,
  );
  const probe = { name: body.name, phones, taxNo: body.taxNo };
  await refuseDuplicates(tx, actor, probe, body.duplicateReason);
  const fields = {
    name: body.name,
    phone: body.phone ?? '',
    industry: body.industry ?? '',
    region: body.region ?? '',
    source: body.source ?? '',
    address: body.address ?? '',
    chance_grade: body.chanceGrade ?? null,
    tax_no: body.taxNo ?? '',
  };
  const row = await insertCustomer(tx, {
    ...fields,
    short_name: body.shortName ?? '',
    name_key: nameKey(body.name),
    name_sort: pinyinKeys(body.name).sort,
    phone_key: phoneKey(fields.phone).number,
    tax_no_key: taxNoKey(fields.tax_no),
    city: body.city ?? '',
    website: body.website ?? '',
    sales_model: body.salesModel ?? null,
    stage: body.stage ?? 'potential',
    owner_id: ownerId,
    pool_id: ownerId === null ? await defaultPoolId(tx) : null,
    parent_id: null,
    credit_limit_fen: null,
    note: body.note ?? '',
    completeness: completenessOf({ ...partsOf(fields), contacts: body.contact ? 1 : 0 }).percent,
    last_follow_at: 0,
    next_follow_on: NO_DATE,
    custom: JSON.stringify(body.custom ?? {}),
    external_no: '',
    created_by: actor.userId,
    created_at: now,
    archived_at: null,
  });
  if (body.contact) {
    const { contact } = body;
    await insertContact(
      tx,
      {
        customer_id: row.id,
        name: contact.name,
        dept: contact.dept ?? '',
        post: contact.post ?? '',
        gender: contact.gender ?? '',
        wechat: contact.wechat ?? '',
        email: contact.email ?? '',
        birthday: contact.birthday ? JSON.stringify(contact.birthday) : null,
        birthday_key: contact.birthday ? birthdayKey(contact.birthday) : null,
        native_place: contact.nativePlace ?? '',
        family: contact.family ?? '',
        hobbies: contact.hobbies ?? '',
        relations: contact.relations ?? '',
        taboos: contact.taboos ?? '',
        note: contact.note ?? '',
        sms_opt_out: contact.smsOptOut ? 1 : 0,
        is_primary: 1,
        left_at: null,
      },
      (contact.phones ?? []).map((phone) => ({
        ...phone,
        phone_key: phoneKey(phone.number).number,
      })),
    );
  }
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

const editable = {
  shortName: 'short_name',
  stage: 'stage',
  chanceGrade: 'chance_grade',
  salesModel: 'sales_model',
  industry: 'industry',
  region: 'region',
  source: 'source',
  city: 'city',
  address: 'address',
  website: 'website',
  note: 'note',
} as const;

export async function changeCustomer(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<CustomerRecord> {
  const { tx, actor } = ctx;
  const before = await needCustomer(tx, actor, 'customers.update', id);
  if (before.archived_at !== null) throw problem('customer-archived');
  const changes: Partial<CustomerRecord> = {};
  for (const [field, column] of Object.entries(editable)) {
    const value = body[field as keyof typeof editable];
    if (value !== undefined) Object.assign(changes, { [column]: value });
  }
  if (body.name !== undefined && body.name !== before.name) {
    const probe = { name: body.name, phones: [], exceptId: id };
    await refuseDuplicates(tx, actor, probe, body.duplicateReason);
    changes.name = body.name;
    changes.name_key = nameKey(body.name);
    changes.name_sort = pinyinKeys(body.name).sort;
  }
  if (body.phone !== undefined) {
    changes.phone = body.phone;
    changes.phone_key = phoneKey(body.phone).number;
  }
  if (body.taxNo !== undefined) {
    changes.tax_no = body.taxNo;
    changes.tax_no_key = taxNoKey(body.taxNo);
  }
  if (body.custom !== undefined) {
    const kept = JSON.parse(before.custom) as object;
    changes.custom = JSON.stringify({ ...kept, ...body.custom });
  }
  const { contacts } = await contactsOf(tx, [id]);
  const after = { ...before, ...changes };
  const { percent } = completenessOf({ ...partsOf(after), contacts: contacts.length });
  const row = await updateCustomer(tx, id, body.version, { ...changes, completeness: percent });
  if (!row) throw conflict(before, changes);
  await recordChange(ctx, 'customers.update', before, row);
  return row;
}

/** What somebody else saved meanwhile, beside what was sent: the client shows both. */
function conflict(current: CustomerRecord, wanted: Partial<CustomerRecord>) {
  const fields = Object.entries(wanted)
    .filter(([column, value]) => current[column as keyof CustomerRecord] !== value)
    .map(([column, value]) => ({
      field: column,
      current: current[column as keyof CustomerRecord],
      yours: value,
    }));
  return problem('version-conflict', { data: { version: current.version, fields } });
}

export async function giveCustomer(
  ctx: WriteContext,
  id: number,
  input: { version: number; ownerId: number | null; note: string },
): Promise<void> {
  const { tx, actor, now } = ctx;
  const before = await needCustomer(tx, actor, 'customers.assign', id);
  if (before.archived_at !== null) throw problem('customer-archived');
  if (input.ownerId !== null && !reaches(actor, 'customers.assign', input.ownerId)) {
    throw fieldRefused('/ownerId', 'owner-out-of-reach');
  }
  const row = await updateCustomer(tx, id, input.version, {
    owner_id: input.ownerId,
    pool_id: input.ownerId === null ? await defaultPoolId(tx) : null,
  });
  if (!row) throw conflict(before, { owner_id: input.ownerId });
  await appendOwnerHistory(tx, {
    customer_id: id,
    from_owner_id: before.owner_id,
    to_owner_id: input.ownerId,
    reason: 'assign',
    note: input.note,
    by_user_id: actor.userId,
    at: now,
  });
  await recordChange(ctx, 'customers.assign', before, row);
}

/** Audit and news of a change: those hear of it who see the customer before or after. */
export async function recordChange(
  ctx: WriteContext,
  action: string,
  before: CustomerRecord | null,
  after: CustomerRecord,
): Promise<void> {
  await ctx.audit({
    action,
    entity: 'customer',
    entityId: after.id,
    customerId: after.id,
    before,
    after,
  });
  const people = await collaborators(ctx.tx, after.id);
  const audience = [before?.owner_id, after.owner_id, ...people.map((person) => person.id)];
  await ctx.emit({
    entity: 'customer',
    id: after.id,
    version: after.version,
    customerId: after.id,
    audience: audience.filter((user) => user !== null && user !== undefined),
  });
}
