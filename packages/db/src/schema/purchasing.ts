import type { Generated } from 'kysely';

export interface PurchasingTables {
  supplier: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    name_sort: string;
    /** Folded words under which it is found: name with pinyin, tax number, contacts. */
    find_text: string;
    address: string;
    term_id: number | null;
    tax_no: string;
    tax_key: string;
    /** Its invoices are deductible: what it delivers is valued without tax, else with. */
    deductible: number;
    bank: string;
    bank_account: string;
    note: string;
    /** Who keeps it. */
    buyer_id: number;
    active: number;
    created_by: number | null;
    created_at: number;
  };
  supplier_contact: {
    id: Generated<number>;
    supplier_id: number;
    sort: number;
    name: string;
    post: string;
    phone: string;
    /** Digits; empty where there is no number. */
    phone_key: string;
  };
  /** What a supplier asks for one of a unit, from a quantity on, between two dates. */
  supplier_price: {
    id: Generated<number>;
    version: number;
    supplier_id: number;
    product_id: number;
    unit_id: number;
    price_e4: number;
    /** `net` or `gross`. */
    basis: string;
    qty_from_e4: number;
    /** Business dates, both included; far away where no end is known. */
    valid_from: string;
    valid_to: string;
    /** What the supplier calls the product. */
    part_no: string;
    note: string;
    created_by: number | null;
    created_at: number;
  };
}
