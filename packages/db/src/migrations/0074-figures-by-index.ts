import type { Migration } from './ddl.ts';

/**
 * What is counted of people is counted in indexes: follow-ups of a span by their author and type,
 * results of a department or a person with the document that says who may open them. Two indexes
 * give way to longer ones, and one that said the same as another goes.
 */
export const figuresByIndex: Migration = {
  id: 74,
  name: 'figures-by-index',
  statements: () => [
    'DROP INDEX follow_up_at',
    'DROP INDEX follow_up_author',
    'DROP INDEX follow_up_author_at',
    'CREATE INDEX follow_up_at ON follow_up (at, id, author_id, type)',
    'CREATE INDEX follow_up_author ON follow_up (author_id, at, id, type, customer_id)',
    'DROP INDEX achievement_ledger_user',
    `CREATE INDEX achievement_ledger_user ON achievement_ledger
      (credited_user_id, metric, business_date, credited_dept_id, doc_kind, doc_id, amount_fen,
       doc_count)`,
    `CREATE INDEX achievement_ledger_dept ON achievement_ledger
      (credited_dept_id, metric, business_date, credited_user_id, doc_kind, doc_id, amount_fen,
       doc_count)`,
  ],
};
