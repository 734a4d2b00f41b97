import type { Generated } from 'kysely';

export interface SalesFactTables {
  /** A line that was sold before the company kept its books here; what came back is below nought. */
  sales_fact: {
    id: Generated<number>;
    /** Always `import`. */
    source: string;
    batch_id: number;
    customer_id: number;
    /** Null: not in the catalogue, and named by its code and name alone. */
    product_id: number | null;
    product_code: string;
    product_name: string;
    /** As the file has it. */
    unit_name: string;
    salesperson_id: number | null;
    salesperson: string;
    /** Number of the document in the books before, and of its line where the file says it. */
    old_no: string;
    line_no: string;
    business_date: string;
    /** In the unit of the file. */
    sheet_qty_e4: number;
    /** Of the base unit; as the file has it where there is no product. */
    qty_e4: number;
    /** Without tax. */
    net_fen: number;
    cost_fen: number | null;
  };
}
