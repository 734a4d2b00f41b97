import type { Ddl, Migration } from './ddl.ts';

/** Changes of people, departments and roles that wait for an owner, who alone may give so much. */
export const grantRequests: Migration = {
  id: 24,
  name: 'grant-requests',
  statements: ({ id, int, strict }: Ddl) => [
    `CREATE TABLE grant_request (
      id ${id}, version ${int} NOT NULL,
      command TEXT NOT NULL, target_id ${int}, body TEXT NOT NULL,
      subject TEXT NOT NULL, gains TEXT NOT NULL, note TEXT NOT NULL,
      asked_by ${int} NOT NULL REFERENCES "user"(id), asked_at ${int} NOT NULL,
      expires_at ${int} NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open','confirmed','refused','withdrawn')),
      decided_by ${int} REFERENCES "user"(id), decided_at ${int}
    )${strict}`,
    `CREATE INDEX grant_request_asked ON grant_request (asked_by, id)`,
  ],
};
