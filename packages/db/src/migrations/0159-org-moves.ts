import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE org_move (
    id ${id}, kind TEXT NOT NULL CHECK (kind IN ('dept','user')),
    node_id ${int} NOT NULL,
    from_id ${int} NOT NULL REFERENCES dept(id), to_id ${int} NOT NULL REFERENCES dept(id),
    day TEXT NOT NULL, by_id ${int} NOT NULL REFERENCES "user"(id)
  )${strict}`,
  `CREATE INDEX org_move_node ON org_move (kind, node_id, id)`,
  ...frozen('org_move'),
];

/**
 * When departments were hung under another one and people went to another department. What was
 * moved before stands as if it had always been where it is: nobody wrote down more.
 */
export const orgMovesMigration: Migration = { id: 159, name: 'org-moves', statements };
