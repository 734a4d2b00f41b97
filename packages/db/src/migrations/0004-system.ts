import { officialDays } from '@xinhang/shared/work-calendar.ts';
import type { Ddl, Migration } from './ddl.ts';

const jobs = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE job (
    id ${id}, version ${int} NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued','running','done','failed','cancelled')),
    cancel_requested ${int} NOT NULL CHECK (cancel_requested IN (0,1)),
    progress ${int} NOT NULL, total ${int} NOT NULL, counts TEXT NOT NULL, error TEXT,
    input TEXT NOT NULL, point TEXT, row_count ${int} NOT NULL,
    created_by ${int} REFERENCES "user"(id), session_id ${int}, address TEXT NOT NULL,
    created_at ${int} NOT NULL, started_at ${int}, finished_at ${int},
    file_name TEXT, file_mime TEXT, file_sha256 TEXT, file_size ${int}, file_until ${int}
  )${strict}`,
  `CREATE INDEX job_person ON job (created_by, id)`,
  `CREATE INDEX job_state ON job (state, id)`,
  `CREATE TABLE job_row (
    job_id ${int} NOT NULL REFERENCES job(id), seq ${int} NOT NULL, ref TEXT NOT NULL,
    label TEXT NOT NULL, outcome TEXT NOT NULL, code TEXT NOT NULL, params TEXT NOT NULL,
    PRIMARY KEY (job_id, seq)
  )${strict}`,
];

/** Of which row a notification speaks, and a way to find those whose sleep is over. */
const notifications = ({ int }: Ddl) => [
  `ALTER TABLE notification ADD COLUMN entity TEXT`,
  `ALTER TABLE notification ADD COLUMN entity_id ${int}`,
  `CREATE INDEX notification_snoozed ON notification (snoozed_until)`,
];

/**
 * Files of rows. `owner_kind` is a kind of the registry, or `draft` for what was sent and not
 * hung on a row yet; `customer_id` is the customer whose scope the file falls in.
 */
const attachments = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE attachment (
    id ${id}, owner_kind TEXT NOT NULL, owner_id ${int} NOT NULL,
    customer_id ${int} NOT NULL REFERENCES customer(id), name TEXT NOT NULL, mime TEXT NOT NULL,
    size ${int} NOT NULL CHECK (size >= 0), sha256 TEXT NOT NULL,
    uploaded_by ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL, removed_at ${int}
  )${strict}`,
  `CREATE INDEX attachment_customer ON attachment (customer_id, id)`,
  `CREATE INDEX attachment_owner ON attachment (owner_kind, owner_id)`,
  `CREATE INDEX attachment_sha256 ON attachment (sha256)`,
  `CREATE INDEX job_file ON job (file_sha256)`,
];

/** What runs by the clock, and the days that differ from the plain week. */
const clock = ({ int, strict }: Ddl) => [
  `CREATE TABLE schedule (
    key TEXT PRIMARY KEY, version ${int} NOT NULL, at TEXT NOT NULL,
    enabled ${int} NOT NULL CHECK (enabled IN (0,1)), last_done_on TEXT,
    job_id ${int} REFERENCES job(id)
  )${strict}`,
  `CREATE TABLE work_calendar (
    date TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('holiday','workday')),
    name TEXT NOT NULL
  )${strict}`,
  ...officialDays.map(
    ({ date, kind, name }) => `INSERT INTO work_calendar VALUES ('${date}', '${kind}', '${name}')`,
  ),
];

/** Jobs with their result rows, notifications, files, schedules, the work calendar. */
export const system: Migration = {
  id: 4,
  name: 'system',
  statements: (ddl) => [...jobs(ddl), ...notifications(ddl), ...attachments(ddl), ...clock(ddl)],
};
