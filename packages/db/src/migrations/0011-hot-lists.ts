import type { Migration } from './ddl.ts';

/**
 * Every list walks an index of the rows that are not put away, in the order it shows, and counts
 * without touching a row. The indexes they replace held what was put away as well.
 */
export const hotLists: Migration = {
  id: 11,
  name: 'hot-lists',
  statements: () => [
    `DROP INDEX customer_last`,
    `DROP INDEX customer_owner_last`,
    `DROP INDEX customer_pool`,
    `CREATE INDEX customer_live_last ON customer (last_follow_at, id) WHERE archived_at IS NULL`,
    `CREATE INDEX customer_live_owner_last ON customer (owner_id, last_follow_at, id)
      WHERE archived_at IS NULL`,
    `CREATE INDEX customer_live_pool_last ON customer (last_follow_at, id)
      WHERE archived_at IS NULL AND pool_id IS NOT NULL`,
    `CREATE INDEX customer_live_name ON customer (name_sort, id) WHERE archived_at IS NULL`,
    `CREATE INDEX customer_archived ON customer (archived_at) WHERE archived_at IS NOT NULL`,
  ],
};
