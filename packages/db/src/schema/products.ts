import type { Generated } from 'kysely';

export interface ProductTables {
  unit: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    active: number;
  };
  product_category: {
    id: Generated<number>;
    version: number;
    name: string;
    parent_id: number | null;
    /** Ids from the top down to this one: `/1/5/`. */
    path: string;
    sort: number;
    /** Where bought services are an expense; null: as above. */
    expense_account: string | null;
  };
  product: {
    id: Generated<number>;
    version: number;
    code: string;
    code_key: string;
    name: string;
    name_sort: string;
    /** Folded words under which it is found: code, name with pinyin, spec, barcodes. */
    find_text: string;
    spec: string;
    /** `goods` or `service`. */
    kind: string;
    category_id: number | null;
    /** The base unit: quantities and stock are counted in it. */
    unit_id: number;
    qty_decimals: number;
    tracks_batch: number;
    tracks_serial: number;
    /** Basis points. */
    tax_bp: number;
    fapiao_name: string;
    fapiao_unit: string;
    tax_code: string;
    /** What it usually costs per base unit without tax; a guarded field (`cost`). */
    purchase_price_e4: number | null;
    /** Of the base unit. */
    min_qty_e4: number | null;
    max_qty_e4: number | null;
    note: string;
    active: number;
    created_at: number;
    created_by: number | null;
  };
  /** One of this unit is num/den of the base unit; the base unit itself stands here not. */
  product_unit: {
    product_id: number;
    unit_id: number;
    num: number;
    den: number;
  };
  product_barcode: {
    code: string;
    product_id: number;
    unit_id: number;
  };
  /** What a product is put together from: the parts of so much of it. */
  product_bill: {
    product_id: number;
    version: number;
    makes_e4: number;
    note: string;
    changed_by: number;
    changed_at: number;
  };
  /** Of the part's base unit. */
  product_bill_part: {
    id: Generated<number>;
    product_id: number;
    sort: number;
    part_id: number;
    qty_e4: number;
    note: string;
  };
  /** What a customer calls a product. */
  customer_product: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    product_id: number;
    code: string;
    code_key: string;
    name: string;
    spec: string;
  };
  product_image: {
    id: Generated<number>;
    product_id: number;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
  location: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    /** As `locationKinds` of the contract. */
    kind: string;
    /** Of kind `consignment`. */
    customer_id: number | null;
    /** Of kind `person`. */
    user_id: number | null;
    sellable: number;
    address: string;
    note: string;
    active: number;
  };
}
