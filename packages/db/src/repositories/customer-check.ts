import type { Reader } from '../database.ts';
import { contactsOf, type ContactRecord, type PhoneRecord } from './contacts.ts';
import { standing } from './customer-timeline.ts';
import type { CustomerRecord } from './customers.ts';

/** A customer with everything that its figures are made from. */
export interface CustomerWithSources {
  row: CustomerRecord;
  contacts: ContactRecord[];
  phones: PhoneRecord[];
  /** Newest follow-up. */
  last: { at: number; next_on: string | null } | undefined;
  /** When its stage was last changed for good; undefined where it never was. */
  stageAt: number | undefined;
  collaboratorIds: number[];
  /** Owner by the newest line of its history; undefined where there is none. */
  owner: number | null | undefined;
}

const stageChange = ({ at, data }: { at: number; data: string }) => ({
  at,
  undo: (JSON.parse(data) as { undo?: boolean }).undo === true,
});

/** How many customers there are, whoever has them; of no use but to say how far a check is. */
export async function customerTotal(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Every customer of the company in pages, by id: for comparing figures with what they are made
 * from. Knows no scope; nothing of it may reach a person.
 */
export async function* customersWithSources(
  db: Reader,
  pageSize: number,
): AsyncGenerator<CustomerWithSources[], void, undefined> {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('customer')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageSize)
      .execute();
    if (rows.length === 0) return;
    after = rows.at(-1)!.id;
    const ids = rows.map((row) => row.id);
    const { contacts, phones } = await contactsOf(db, ids);
    const followUps = await db
      .selectFrom('follow_up')
      .select(['customer_id', 'at', 'next_on'])
      .where('customer_id', 'in', ids)
      .orderBy('at')
      .orderBy('id')
      .execute();
    const owners = await db
      .selectFrom('owner_history')
      .select(['customer_id', 'to_owner_id'])
      .where('customer_id', 'in', ids)
      .orderBy('id')
      .execute();
    const stages = await db
      .selectFrom('customer_event')
      .select(['customer_id', 'at', 'data'])
      .where('customer_id', 'in', ids)
      .where('kind', '=', 'stage')
      .orderBy('at')
      .orderBy('id')
      .execute();
    const helping = await db
      .selectFrom('customer_collaborator')
      .selectAll()
      .where('customer_id', 'in', ids)
      .execute();
    const helpers = Map.groupBy(helping, (one) => one.customer_id);
    const last = new Map(followUps.map((one) => [one.customer_id, one]));
    const owner = new Map(owners.map((one) => [one.customer_id, one.to_owner_id]));
    const changed = Map.groupBy(stages, (one) => one.customer_id);
    const own = Map.groupBy(contacts, (contact) => contact.customer_id);
    const numbers = Map.groupBy(phones, (phone) => phone.contact_id);
    yield rows.map((row) => {
      const people = own.get(row.id) ?? [];
      return {
        row,
        contacts: people,
        phones: people.flatMap((contact) => numbers.get(contact.id) ?? []),
        last: last.get(row.id),
        owner: owner.get(row.id),
        stageAt: standing((changed.get(row.id) ?? []).map(stageChange)).at(-1)?.at,
        collaboratorIds: (helpers.get(row.id) ?? []).map((one) => one.user_id),
      };
    });
  }
}
