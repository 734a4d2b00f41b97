import type { Ddl, Migration } from './ddl.ts';

/** What of a line wants no fapiao: of the base unit, and fen. */
const parts = ({ int }: Ddl) =>
  ['sales_order_line', 'delivery_line', 'sales_return_line'].flatMap((table) =>
    ['no_fapiao_e4', 'no_fapiao_net_fen', 'no_fapiao_tax_fen'].map(
      (column) => `ALTER TABLE ${table} ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`,
    ),
  );

/** Sales whose customer wants no fapiao, said by whom and why; they leave what is not invoiced. */
export const noFapiaoMigration: Migration = {
  id: 218,
  name: 'sales without a fapiao',
  statements: (ddl) => [
    `CREATE TABLE no_fapiao (
      id ${ddl.id}, reason TEXT NOT NULL CHECK (reason <> ''),
      made_by ${ddl.int} NOT NULL REFERENCES "user"(id), made_at ${ddl.int} NOT NULL
    )${ddl.strict}`,
    ...parts(ddl),
    `ALTER TABLE delivery_line ADD COLUMN no_fapiao_id ${ddl.int} REFERENCES no_fapiao(id)`,
    `CREATE INDEX delivery_line_no_fapiao ON delivery_line (no_fapiao_id, id)
      WHERE no_fapiao_e4 > 0`,
    `DROP INDEX sales_order_line_uninvoiced`,
    `CREATE INDEX sales_order_line_uninvoiced ON sales_order_line (order_id)
      WHERE delivered_net_fen + delivered_tax_fen
        <> invoiced_net_fen + invoiced_tax_fen + no_fapiao_net_fen + no_fapiao_tax_fen`,
  ],
};
