import type { Ddl, Migration } from './ddl.ts';

/** Each change of a setting raises its version; their sum orders the states of them all. */
const settings = ({ int }: Ddl) => [
  `ALTER TABLE setting ADD COLUMN version ${int} NOT NULL DEFAULT 1`,
];

const views = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE saved_view (
    id ${id}, version ${int} NOT NULL, user_id ${int} NOT NULL REFERENCES "user"(id),
    page TEXT NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL, state TEXT NOT NULL,
    UNIQUE (user_id, page, name_key)
  )${strict}`,
];

/** What came to whom lately. */
const desk = () => [
  `CREATE INDEX owner_history_taker ON owner_history (to_owner_id, at)`,
  `CREATE INDEX owner_history_at ON owner_history (at)`,
  `CREATE INDEX job_finished ON job (state, finished_at)`,
];

/**
 * A seal per audit row, in a table of its own so that the rows themselves stay as they were
 * written: `hash` is made of the hash before it and of the row.
 */
const audit = ({ int, strict, frozen }: Ddl) => [
  `CREATE TABLE audit_seal (
    seq ${int} PRIMARY KEY, event_id ${int} NOT NULL UNIQUE REFERENCES audit_event(id),
    hash TEXT NOT NULL, at ${int} NOT NULL
  )${strict}`,
  ...frozen('audit_seal'),
  `CREATE INDEX audit_event_at ON audit_event (at, id)`,
  `CREATE INDEX audit_event_actor ON audit_event (actor_id, at, id)`,
  `CREATE INDEX audit_event_action ON audit_event (action, at, id)`,
];

/** Versions of settings, saved views, what the desk walks, and the chain of the audit. */
export const deskAndAudit: Migration = {
  id: 7,
  name: 'desk-and-audit',
  statements: (ddl) => [...settings(ddl), ...views(ddl), ...desk(), ...audit(ddl)],
};
