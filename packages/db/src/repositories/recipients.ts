import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { contactsShown, inScope } from '../scope.ts';

/** Which contacts a campaign means; each list empty: any. */
export interface RecipientFilter {
  grades: readonly string[];
  valueGrades: readonly string[];
  stages: readonly string[];
  models: readonly string[];
  /** Departments that sell by one of these: their customers count that have no model of their own. */
  modelDeptIds: readonly number[];
  tagIds: readonly number[];
  regions: readonly string[];
  industries: readonly string[];
  primaryOnly: boolean;
  /** Null: whoever. */
  birthdayKeys: readonly string[] | null;
}

/**
 * Contacts that are there, of live customers that somebody owns and the actor's right to write
 * reaches, the main one of each customer first.
 */
export async function contactsToWriteTo(
  db: Reader,
  actor: Actor,
  filter: RecipientFilter,
  limit: number,
) {
  const from = db.selectFrom('customer');
  // Customers in their order until there are enough; birthdays are few, and begin with the contacts.
  let query = (
    filter.birthdayKeys
      ? from.innerJoin('contact', 'contact.customer_id', 'customer.id')
      : from.crossJoin('contact').whereRef('contact.customer_id', '=', 'customer.id')
  )
    .select([
      'customer.id as customer_id',
      'customer.name as customer_name',
      'customer.short_name',
      'contact.id',
      'contact.name',
      'contact.post',
      'contact.gender',
      'contact.email',
      'contact.sms_opt_out',
    ])
    .where('customer.owner_id', 'is not', null)
    .where('customer.archived_at', 'is', null)
    .where('contact.left_at', 'is', null)
    .where((eb) => inScope(actor, 'campaigns.create')(eb as never))
    .where((eb) => contactsShown(eb as never));
  const { grades, valueGrades, stages, models, tagIds, regions, industries, birthdayKeys } = filter;
  if (grades.length > 0) query = query.where('customer.chance_grade', 'in', grades);
  if (valueGrades.length > 0) query = query.where('customer.value_grade', 'in', valueGrades);
  if (stages.length > 0) query = query.where('customer.stage', 'in', stages);
  if (models.length > 0) {
    query = query.where((eb) =>
      eb.or([
        eb('customer.sales_model', 'in', models),
        eb.and([
          eb('customer.sales_model', 'is', null),
          eb(
            'customer.owner_id',
            'in',
            eb
              .selectFrom('user')
              .select('user.id')
              // No department is 0: a list of none is no SQL.
              .where('user.dept_id', 'in', [0, ...filter.modelDeptIds]),
          ),
        ]),
      ]),
    );
  }
  if (regions.length > 0) query = query.where('customer.region', 'in', regions);
  if (industries.length > 0) query = query.where('customer.industry', 'in', industries);
  if (tagIds.length > 0) {
    query = query.where('customer.id', 'in', (eb) =>
      eb
        .selectFrom('customer_tag')
        .select('customer_tag.customer_id')
        .where('customer_tag.tag_id', 'in', tagIds),
    );
  }
  if (filter.primaryOnly) query = query.where('contact.is_primary', '=', 1);
  if (birthdayKeys) query = query.where('contact.birthday_key', 'in', birthdayKeys);
  return await query
    .orderBy('customer.id')
    .orderBy('contact.is_primary', 'desc')
    .orderBy('contact.id')
    .limit(limit)
    .execute();
}
export type ToWriteTo = Awaited<ReturnType<typeof contactsToWriteTo>>[number];

/** E-mail addresses of contacts that were found through scope. */
export async function emailsToWriteTo(
  db: Reader,
  contactIds: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let from = 0; from < contactIds.length; from += 500) {
    const rows = await db
      .selectFrom('contact')
      .select(['id', 'email'])
      .where('id', 'in', contactIds.slice(from, from + 500))
      .execute();
    for (const { id, email } of rows) found.set(id, email);
  }
  return found;
}

/** Phones of contacts that were found through scope, in the order they were given. */
export async function phonesToWriteTo(
  db: Reader,
  contactIds: readonly number[],
): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  for (let from = 0; from < contactIds.length; from += 500) {
    const rows = await db
      .selectFrom('contact_phone')
      .select(['contact_id', 'number'])
      .where('contact_id', 'in', contactIds.slice(from, from + 500))
      .orderBy('id')
      .execute();
    for (const { contact_id: id, number } of rows) {
      found.set(id, [...(found.get(id) ?? []), number]);
    }
  }
  return found;
}
