import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  contactById,
  contactsOf,
  ensurePrimary,
  phonesOf,
  updateContact,
  type ContactRecord,
  type FoundContacts,
} from '@xinhang/db/repositories/contacts.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Contact } from '@xinhang/shared/contacts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { needCustomerOfChild, needLiveCustomer, recordChildChange } from './access.ts';
import { checkBirthday } from './checks.ts';
import { changedContactColumns, phoneValues } from './contact-values.ts';
import { refreshDerived } from './derived.ts';
import { enterContact } from './enter.ts';
import { phoneView, toContact } from './mapper.ts';
import { recordEvent } from './timeline.ts';

type CreateBody = EndpointInput<typeof api.contacts.create>['body'];
type UpdateBody = EndpointInput<typeof api.contacts.update>['body'];

/** Contacts of a customer whom the actor may read, the main one first, those who left last; none in the pool. */
export async function contactsOfCustomer(
  db: Reader,
  actor: Actor,
  customer: CustomerRecord,
  /** What is to be shown of them, where it is at hand. */
  found?: FoundContacts,
): Promise<Contact[]> {
  if (contactsMasked(customer)) return [];
  const { contacts, phones } = found ?? (await contactsOf(db, [customer.id]));
  return [
    ...contacts.filter((contact) => contact.left_at === null),
    ...contacts.filter((contact) => contact.left_at !== null),
  ].map((contact) =>
    toContact(
      actor,
      customer,
      contact,
      phones.filter((phone) => phone.contact_id === contact.id),
    ),
  );
}

async function describeContact(ctx: WriteContext, customer: CustomerRecord, row: ContactRecord) {
  return toContact(ctx.actor, customer, row, await phonesOf(ctx.tx, row.id));
}

/** Adds a contact; the first one is the main one. */
export async function addContact(
  ctx: WriteContext,
  customerId: number,
  body: CreateBody,
): Promise<Contact> {
  const { tx } = ctx;
  const customer = await needLiveCustomer(tx, ctx.actor, 'customers.update', customerId);
  if (contactsMasked(customer)) throw problem('forbidden');
  await checkBirthday(ctx, body.birthday, '/birthday');
  const id = await enterContact(ctx, customer, body);
  const row = (await contactById(tx, id))!;
  await recordEvent(ctx, customerId, 'contact', { name: row.name });
  const after = { ...row, phones: body.phones ?? [] };
  await recordChildChange(ctx, 'contacts.create', customer, 'contact', null, after);
  return await describeContact(ctx, customer, row);
}

/** Fields behind the phone policy: whoever does not see them in full does not overwrite them. */
const guarded = ['phones', 'wechat', 'email'] as const;
/** The personal file, by the same rule. */
const personal = [
  'birthday',
  'nativePlace',
  'family',
  'hobbies',
  'relations',
  'taboos',
] as const satisfies readonly (keyof UpdateBody)[];

/** Throws where something is written that this person does not see in full. */
function refuseUnseen(actor: Actor, customer: CustomerRecord, body: UpdateBody): void {
  const unseen = [
    ...(phoneView(actor, customer) === 'show' ? [] : guarded),
    ...(actor.fields.personal === 'show' ? [] : personal),
  ];
  const hidden = unseen.find((field) => body[field] !== undefined);
  if (hidden) throw fieldRefused(`/${hidden}`, 'hidden-from-you');
}

/** Changes a contact; `left` keeps the file and takes the person off the lists. */
export async function changeContact(
  ctx: WriteContext,
  id: number,
  body: UpdateBody,
): Promise<Contact> {
  const { tx, actor, now } = ctx;
  const before = await contactById(tx, id);
  const customer = await needCustomerOfChild(tx, actor, 'customers.update', before);
  if (!before) throw problem('not-found');
  if (customer.archived_at !== null) throw problem('customer-archived');
  const { version, left, ...fields } = body;
  if (version !== before.version) {
    const shown = await describeContact(ctx, customer, before);
    const current = { ...shown, left: shown.leftAt !== null };
    throw conflict(before.version, current, { ...fields, left });
  }
  refuseUnseen(actor, customer, body);
  await checkBirthday(ctx, body.birthday, '/birthday');
  const gone = left ?? before.left_at !== null;
  if (gone && body.primary) throw fieldRefused('/primary', 'contact-left');
  const earlierPhones = await phonesOf(tx, id);
  const changed = await updateContact(
    tx,
    before,
    {
      ...changedContactColumns(fields),
      ...(left !== undefined && { left_at: left ? (before.left_at ?? now) : null }),
      ...(gone
        ? { is_primary: 0 }
        : body.primary !== undefined && { is_primary: body.primary ? 1 : 0 }),
    },
    body.phones && phoneValues(body.phones),
  );
  if (!changed) throw problem('version-conflict');
  await ensurePrimary(tx, customer.id, id);
  await refreshDerived(tx, ctx.deps.db.search, customer);
  const row = (await contactById(tx, id))!;
  await recordChildChange(
    ctx,
    'contacts.update',
    customer,
    'contact',
    { ...before, phones: earlierPhones },
    { ...row, phones: await phonesOf(tx, id) },
  );
  return await describeContact(ctx, customer, row);
}
