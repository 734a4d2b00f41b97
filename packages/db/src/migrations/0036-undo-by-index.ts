import type { Migration } from './ddl.ts';

/**
 * Where a customer or a contact is deleted (an import is taken back), the engine looks for what
 * still refers to it: without these it read every phone and every follow-up for each of them.
 */
export const undoByIndex: Migration = {
  id: 36,
  name: 'undo-by-index',
  statements: () => [
    `CREATE INDEX contact_phone_customer ON contact_phone (customer_id)`,
    `CREATE INDEX follow_up_contact ON follow_up (contact_id)`,
  ],
};
