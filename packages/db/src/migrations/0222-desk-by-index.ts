import type { Migration } from './ddl.ts';

/**
 * What the desk counts each morning is read from indexes alone: birthdays of a customer's contacts, and
 * the next dates of customers that are not put away.
 */
export const deskByIndex: Migration = {
  id: 222,
  name: 'desk-by-index',
  statements: () => [
    `CREATE INDEX contact_kept_birthday ON contact (customer_id, birthday_key)
      WHERE birthday_key IS NOT NULL AND left_at IS NULL`,
    `DROP INDEX customer_owner_next`,
    `CREATE INDEX customer_live_owner_next ON customer (owner_id, next_follow_on, id)
      WHERE archived_at IS NULL`,
  ],
};
