import type { Ddl, Migration } from './ddl.ts';

/**
 * Invoices of suppliers without a receipt, and red ones. A line of such an invoice says what it is for
 * and its account; of a red one it is below zero and names the line of which it takes back.
 */
const charges = ({ id, int, strict }: Ddl) => [
  `ALTER TABLE supplier_invoice ADD COLUMN purpose TEXT NOT NULL DEFAULT 'goods'
    CHECK (purpose IN ('goods','expense','red'))`,
  `ALTER TABLE supplier_invoice ADD COLUMN red_of ${int} REFERENCES supplier_invoice(id)`,
  // 1: the whole is taken back, and its receipts are estimates again.
  `ALTER TABLE supplier_invoice ADD COLUMN reopens ${int} NOT NULL DEFAULT 0
    CHECK (reopens IN (0,1))`,
  // When it is due, where somebody says so; else by the terms.
  `ALTER TABLE supplier_invoice ADD COLUMN due_date TEXT`,
  `CREATE INDEX supplier_invoice_red ON supplier_invoice (red_of) WHERE red_of IS NOT NULL`,
  `CREATE TABLE supplier_invoice_charge (
    id ${id}, invoice_id ${int} NOT NULL REFERENCES supplier_invoice(id), sort ${int} NOT NULL,
    name TEXT NOT NULL, category_id ${int} REFERENCES cash_category(id), account TEXT NOT NULL,
    net_fen ${int} NOT NULL, tax_fen ${int} NOT NULL,
    red_of_line ${int} REFERENCES supplier_invoice_line(id),
    red_of_charge ${int} REFERENCES supplier_invoice_charge(id)
  )${strict}`,
  `CREATE INDEX supplier_invoice_charge_of ON supplier_invoice_charge (invoice_id, sort)`,
  `CREATE INDEX supplier_invoice_charge_line ON supplier_invoice_charge (red_of_line)
    WHERE red_of_line IS NOT NULL`,
  `CREATE INDEX supplier_invoice_charge_red ON supplier_invoice_charge (red_of_charge)
    WHERE red_of_charge IS NOT NULL`,
  `CREATE INDEX supplier_invoice_charge_category ON supplier_invoice_charge (category_id)`,
];

export const supplierCharges: Migration = {
  id: 163,
  name: 'supplier-charges',
  statements: charges,
};
