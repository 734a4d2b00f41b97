import type { Permission } from '@xinhang/shared/permissions.ts';
import { sql, type SelectQueryBuilder } from 'kysely';
import { peopleOf, type Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { listed, padded, remembered } from '../remembered.ts';
import { contactsShown, inScope } from '../scope.ts';
import type { CustomerRecord } from './customers.ts';

/*
 * Joins are written as CROSS JOINs: to SQLite this says from which side to come, so that a block
 * walks its own index (birthdays, what came lately) and not the customers of everybody.
 */

export type DeskView = 'mine' | 'team';

/** What a block shows, and how many there are, counted no further than `cap`. */
export interface DeskRows<Row> {
  rows: Row[];
  count: number;
}
interface DeskSize {
  limit: number;
  cap: number;
}

type Found<Row> = SelectQueryBuilder<DB, never, Row>;

/** The first rows, and their number, which is counted only where there is more than what is shown. */
async function counted<Row, V extends Record<string, string | number>>(
  db: Reader,
  asked: { owner: Actor; key: string; values: V },
  of: DeskSize,
  build: (values: V) => { found: Found<Row>; ordered: Found<Row> },
): Promise<DeskRows<Row>> {
  const rows = await remembered(db, { ...asked, key: `${asked.key},${of.limit}` }, (values) =>
    build(values).ordered.limit(of.limit),
  );
  if (rows.length < of.limit) return { rows, count: rows.length };
  const key = `${asked.key},count,${of.cap}`;
  const [found] = await remembered(db, { ...asked, key }, (values) => {
    const bare = build(values)
      .found.clearSelect()
      .select(sql<number>`1`.as('one'));
    return cappedCount(db, [bare], of.cap)!;
  });
  return { rows, count: Number(found?.n) };
}

/** These rows first and the scope on them, whatever a planner thinks of the scope's indexes. */
function picked(db: Reader, ids: readonly number[]) {
  return db
    .with(
      (cte) => cte('picked').materialized(),
      (query) => query.selectFrom('customer').selectAll().where('id', 'in', ids),
    )
    .selectFrom('picked as customer');
}

/**
 * Beginnings of the last follow-ups on these customers, where the actor may read them.
 * `length` in characters.
 */
export async function lastFollowUpTexts(
  db: Reader,
  actor: Actor,
  customerIds: readonly number[],
  length: number,
): Promise<Map<number, string>> {
  if (customerIds.length === 0) return new Map();
  const ids = padded(customerIds);
  const key = `lastTexts,${Object.keys(ids).length},${length}`;
  const rows = await remembered(db, { owner: actor, key, values: ids }, (slots) =>
    picked(db, listed(slots))
      .crossJoin('follow_up')
      .select(['customer.id as customer_id'])
      .select((eb) =>
        eb.fn<string>('substr', ['follow_up.content', eb.lit(1), eb.lit(length)]).as('text'),
      )
      .where((eb) => inScope(actor, 'followUps.read')(eb as never))
      .where('follow_up.id', '=', (eb) =>
        eb
          .selectFrom('follow_up as newest')
          .select('newest.id')
          .whereRef('newest.customer_id', '=', 'customer.id')
          .orderBy('newest.at', 'desc')
          .orderBy('newest.id', 'desc')
          .limit(1),
      ),
  );
  return new Map(rows.map((row) => [row.customer_id, row.text]));
}

interface BirthdayContact {
  id: number;
  customer_id: number;
  name: string;
  birthday_key: string | null;
}

/** Contacts under one of these birthday keys at customers that somebody owns; nobody who left. */
function withBirthday(
  db: Reader,
  actor: Actor,
  { keys, view, byCustomer }: { keys: readonly string[]; view: DeskView; byCustomer: boolean },
) {
  const contacts = db.selectFrom('contact').crossJoin('customer');
  const from = byCustomer
    ? (db.selectFrom('customer').crossJoin('contact') as unknown as typeof contacts)
    : contacts;
  const query = from
    .whereRef('customer.id', '=', 'contact.customer_id')
    .where('contact.birthday_key', 'is not', null)
    .where((eb) =>
      // Of few customers all birthdays are read from an index; a seek for each of the days costs more.
      eb(
        byCustomer ? eb.fn.coalesce('contact.birthday_key', sql.lit('')) : 'contact.birthday_key',
        'in',
        keys,
      ),
    )
    .where('contact.left_at', 'is', null)
    .where('customer.archived_at', 'is', null)
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where((eb) => contactsShown(eb as never));
  const people = peopleOf(actor, view);
  return people
    ? query.where('customer.owner_id', 'in', people)
    : query.where('customer.owner_id', 'is not', null);
}

/** Those whose birthday it is under one of these few keys, by the longest without contact. */
export async function contactsByBirthday(
  db: Reader,
  actor: Actor,
  of: { keys: readonly string[]; view: DeskView; limit: number },
): Promise<BirthdayContact[]> {
  const keys = padded(of.keys);
  const key = `birthdays,${of.view},${Object.keys(keys).length}`;
  const values = { ...keys, limit: of.limit };
  return await remembered(db, { owner: actor, key, values }, ({ limit, ...slots }) =>
    withBirthday(db, actor, { keys: listed(slots), view: of.view, byCustomer: false })
      .select(['contact.id', 'contact.customer_id', 'contact.name', 'contact.birthday_key'])
      .orderBy('customer.last_follow_at')
      .orderBy('contact.id')
      .limit(limit),
  );
}

/**
 * How many have their birthday under one of these keys, counted no further than `cap`: of customers
 * that an index finds by their owners, where they are not those of everybody.
 */
export async function countBirthdays(
  db: Reader,
  actor: Actor,
  of: { keys: readonly string[]; view: DeskView; cap: number },
): Promise<number> {
  const values = padded(of.keys);
  const key = `birthdays,${of.view},${Object.keys(values).length},count,${of.cap}`;
  const byCustomer = peopleOf(actor, of.view) !== null;
  const [found] = await remembered(db, { owner: actor, key, values }, (slots) => {
    const all = withBirthday(db, actor, { keys: listed(slots), view: of.view, byCustomer });
    return cappedCount(db, [all.select(sql<number>`1`.as('one')) as never], of.cap)!;
  });
  return Number(found?.n);
}

interface Come {
  id: number;
  at: number;
  note: string;
}

/**
 * Customers that came to their present owner at `since` or later (UTC ms), last come first, with
 * when and what was said.
 */
export async function lastCome(
  db: Reader,
  actor: Actor,
  of: DeskSize & { since: number; view: DeskView },
) {
  const asked = { owner: actor, key: `come,${of.view}`, values: { since: of.since } };
  return await counted<Come, typeof asked.values>(db, asked, of, ({ since }) => {
    const query = cameTo(db, actor, since, of.view);
    const ordered = query.orderBy('owner_history.at', 'desc').orderBy('owner_history.id', 'desc');
    return { found: query as never, ordered: ordered as never };
  });
}

function cameTo(db: Reader, actor: Actor, since: number, view: DeskView) {
  const query = db
    .selectFrom('owner_history')
    .crossJoin('customer')
    .whereRef('customer.id', '=', 'owner_history.customer_id')
    .select(['customer.id', 'owner_history.at', 'owner_history.note'])
    .where('owner_history.at', '>=', since)
    .whereRef('owner_history.to_owner_id', '=', 'customer.owner_id')
    .where('customer.archived_at', 'is', null)
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('owner_history as later')
            .select('later.id')
            .whereRef('later.customer_id', '=', 'owner_history.customer_id')
            .whereRef('later.id', '>', 'owner_history.id'),
        ),
      ),
    );
  const people = peopleOf(actor, view);
  if (people) return query.where('owner_history.to_owner_id', 'in', people);
  // Collaborators are told of their customers by their owners; here are those of the own people.
  const reach = actor.reach.get('customers.read');
  return reach?.all ? query : query.where('owner_history.to_owner_id', 'in', reach?.ownerIds ?? []);
}

/** Those of these customers that the actor's permission reaches, by id. */
export async function customersByIds(
  db: Reader,
  actor: Actor,
  permission: Permission,
  ids: readonly number[],
): Promise<Map<number, CustomerRecord>> {
  if (ids.length === 0) return new Map();
  const values = padded(ids);
  const key = `byIds,${permission},${Object.keys(values).length}`;
  const rows = await remembered(db, { owner: actor, key, values }, (slots) =>
    picked(db, listed(slots))
      .selectAll('customer')
      .where((eb) => inScope(actor, permission)(eb as never)),
  );
  return new Map(rows.map((row) => [row.id, row]));
}
