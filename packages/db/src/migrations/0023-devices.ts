import type { Ddl, Migration } from './ddl.ts';

/** Devices with their keys, the codes with which they ask, and the device of a session. */
export const devices: Migration = {
  id: 23,
  name: 'devices',
  statements: ({ id, int, strict }: Ddl) => [
    `CREATE TABLE device (
      id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('desktop','browser')),
      state TEXT NOT NULL CHECK (state IN ('pending','approved','revoked')),
      key_hash TEXT NOT NULL UNIQUE, user_id ${int} REFERENCES "user"(id),
      asked_at ${int} NOT NULL, asked_from TEXT NOT NULL,
      approved_at ${int}, approved_by ${int} REFERENCES "user"(id), revoked_at ${int},
      last_seen_at ${int}, last_address TEXT
    )${strict}`,
    `CREATE TABLE device_code (
      id ${id}, code_hash TEXT NOT NULL, made_by ${int} NOT NULL REFERENCES "user"(id),
      expires_at ${int} NOT NULL, tries ${int} NOT NULL, used_at ${int}
    )${strict}`,
    `ALTER TABLE session ADD COLUMN device_id ${int} REFERENCES device(id)`,
    `CREATE INDEX session_device ON session (device_id, ended_at)`,
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids)
      SELECT id, 'system.devices', 'all', '[]' FROM role WHERE key IN ('owner', 'administrator')`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ],
};
