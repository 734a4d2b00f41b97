import type { Ddl, Migration } from './ddl.ts';

/**
 * Services and freight on orders to suppliers: whether a line is part of what the goods of its receipt
 * cost, and of each line that came what became of it and how much freight is in its cost.
 */
const services = ({ int }: Ddl) => [
  `ALTER TABLE purchase_order_line ADD COLUMN spread ${int} NOT NULL DEFAULT 0
    CHECK (spread IN (0,1))`,
  `ALTER TABLE receipt_note_line ADD COLUMN way TEXT NOT NULL DEFAULT 'goods'
    CHECK (way IN ('goods','spread','expense'))`,
  `ALTER TABLE receipt_note_line ADD COLUMN spread_fen ${int} NOT NULL DEFAULT 0
    CHECK (spread_fen >= 0)`,
];

export const boughtServices: Migration = {
  id: 162,
  name: 'bought-services',
  statements: services,
};
