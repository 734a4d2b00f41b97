import type { Actor } from '@xinhang/db/actor.ts';
import type { CustomerListRecord } from '@xinhang/db/repositories/customer-list.ts';
import type { ContactRecord, MainContact, PhoneRecord } from '@xinhang/db/repositories/contacts.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Contact } from '@xinhang/shared/contacts.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { maskPhone } from '@xinhang/shared/masking.ts';
import type { FieldView } from '@xinhang/shared/permissions.ts';

/** How this actor sees phones of this customer: the role's view, never more than masked in the pool. */
export function phoneView(actor: Actor, customer: { pool_id: number | null }): FieldView {
  if (contactsMasked(customer) && actor.fields.phone === 'show') return 'mask';
  return actor.fields.phone;
}

export function shownPhone(view: FieldView, phone: string): string | null {
  if (view === 'hide' || phone === '') return null;
  return view === 'mask' ? maskPhone(phone) : phone;
}

export interface RowParts {
  owners: ReadonlyMap<number, string>;
  contact: MainContact | undefined;
  tags: NameRef[];
  /** Keys of the own fields to show. */
  custom: readonly string[] | 'all';
}

/** Values of own fields; what nobody asked for is not even parsed. */
function customOf(text: string, keys: RowParts['custom']): CustomerRow['custom'] {
  if (text === '{}' || keys.length === 0) return {};
  const values = JSON.parse(text) as CustomerRow['custom'];
  if (keys === 'all') return values;
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

export function toCustomerRow(actor: Actor, row: CustomerListRecord, parts: RowParts): CustomerRow {
  const view = phoneView(actor, row);
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    stage: row.stage,
    chanceGrade: row.chance_grade,
    valueGrade: row.value_grade,
    industry: row.industry,
    region: row.region,
    source: row.source,
    owner:
      row.owner_id === null
        ? null
        : { id: row.owner_id, name: parts.owners.get(row.owner_id) ?? '' },
    pooled: row.pool_id !== null,
    mainContact: contactsMasked(row) ? null : (parts.contact?.name ?? null),
    mainPhone: shownPhone(view, parts.contact?.number ?? row.phone),
    tags: parts.tags,
    completeness: row.completeness,
    lastFollowAt: row.last_follow_at || null,
    nextFollowOn: row.next_follow_on === NO_DATE ? null : row.next_follow_on,
    createdAt: row.created_at,
    stageSince: row.stage_since,
    archived: row.archived_at !== null,
    custom: customOf(row.custom, parts.custom),
  };
}

/** The personal file of a contact, empty for those to whom it is not shown. */
function personalFile(actor: Actor, row: ContactRecord) {
  const shown = actor.fields.personal === 'show';
  const birthday = shown ? row.birthday : null;
  return {
    birthday: birthday === null ? null : (JSON.parse(birthday) as Contact['birthday']),
    nativePlace: shown ? row.native_place : '',
    family: shown ? row.family : '',
    hobbies: shown ? row.hobbies : '',
    relations: shown ? row.relations : '',
    taboos: shown ? row.taboos : '',
  } satisfies Partial<Contact>;
}

export function toContact(
  actor: Actor,
  customer: { pool_id: number | null },
  row: ContactRecord,
  phones: PhoneRecord[],
): Contact {
  const view = phoneView(actor, customer);
  return {
    id: row.id,
    version: row.version,
    customerId: row.customer_id,
    name: row.name,
    dept: row.dept,
    post: row.post,
    gender: row.gender,
    phones: phones.flatMap((phone) => {
      const number = shownPhone(view, phone.number);
      return number === null ? [] : [{ number, extension: phone.extension, label: phone.label }];
    }),
    wechat: view === 'show' ? row.wechat : '',
    email: view === 'show' ? row.email : '',
    ...personalFile(actor, row),
    note: row.note,
    smsOptOut: row.sms_opt_out === 1,
    primary: row.is_primary === 1,
    leftAt: row.left_at,
  };
}
