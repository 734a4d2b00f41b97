import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import {
  contactsOf,
  mainContactsOf,
  type FoundContacts,
} from '@xinhang/db/repositories/contacts.ts';
import type { CustomerListRecord } from '@xinhang/db/repositories/customer-list.ts';
import {
  collaborators,
  findCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { tagsOf } from '@xinhang/db/repositories/words.ts';
import { contactsMasked, poolOnly } from '@xinhang/db/scope.ts';
import type { Customer, CustomerRow } from '@xinhang/shared/customers.ts';
import { modelsOfOwner, userNames } from '../org/service.ts';
import { completenessOf } from './completeness.ts';
import { phoneView, shownPhone, toCustomerRow } from './mapper.ts';
import { customerCan } from './policy.ts';

/** Rows of a list with the names and main contacts that its columns show. */
export async function describeRows(
  db: Reader,
  actor: Actor,
  rows: readonly CustomerListRecord[],
  /** Keys of the own fields to show. */
  custom: readonly string[] | 'all' = [],
): Promise<CustomerRow[]> {
  const owners = await userNames(
    db,
    rows.flatMap((row) => row.owner_id ?? []),
  );
  const ids = rows.map((row) => row.id);
  const contacts = await mainContactsOf(db, ids);
  const tags = await tagsOf(db, ids);
  return rows.map((row) =>
    toCustomerRow(actor, row, {
      owners,
      contact: contacts.get(row.id),
      tags: tags.get(row.id) ?? [],
      custom,
    }),
  );
}

export async function describeCustomer(
  db: Reader,
  actor: Actor,
  row: CustomerRecord,
  /** Its contacts, where they are at hand. */
  found?: FoundContacts,
): Promise<Customer> {
  const [described] = await describeRows(db, actor, [row], 'all');
  const { contacts, phones } = found ?? (await contactsOf(db, [row.id]));
  const present = new Set(
    contacts.filter((contact) => contact.left_at === null).map((contact) => contact.id),
  );
  const people = await collaborators(db, row.id);
  const firm = await company(db);
  const { model, models } = await modelsOfOwner(db, row.owner_id, {
    own: row.sales_model,
    company: firm!.sales_model,
  });
  const parent =
    row.parent_id === null
      ? undefined
      : await findCustomer(db, actor, 'customers.read', row.parent_id);
  const became =
    row.merged_into_id === null
      ? null
      : await findCustomer(db, actor, 'customers.read', row.merged_into_id);
  const creator = row.created_by === null ? null : await userNames(db, [row.created_by]);
  const credit = actor.fields.credit === 'show' && !poolOnly(actor, row);
  const masked = contactsMasked(row);
  return {
    ...described!,
    shortName: row.short_name,
    salesModel: row.sales_model as Customer['salesModel'],
    effectiveModel: model,
    models,
    city: row.city,
    address: masked ? '' : row.address,
    website: row.website,
    phone: shownPhone(phoneView(actor, row), row.phone),
    taxNo: masked ? '' : row.tax_no,
    creditLimitFen: credit ? row.credit_limit_fen : null,
    creditHidden: !credit,
    note: row.note,
    parent: parent ? { id: parent.id, name: parent.name } : null,
    collaborators: people,
    mergedInto: became === null ? null : { id: row.merged_into_id!, name: became?.name ?? '' },
    externalNo: row.external_no,
    createdBy: creator && { id: row.created_by!, name: creator.get(row.created_by!) ?? '' },
    missing: completenessOf(row, {
      count: present.size,
      phones: phones.filter((phone) => present.has(phone.contact_id)).length,
    }).missing,
    can: customerCan(
      actor,
      row,
      people.some((person) => person.id === actor.userId),
    ),
  };
}
