import type { Generated } from 'kysely';

/** What hangs on a customer beside its contacts, and the words it is described with. */
export interface CustomerFileTables {
  customer_address: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    receiver: string;
    phone: string;
    address: string;
    carrier: string;
    freight_payer: string;
    active: number;
  };
  customer_title: {
    id: Generated<number>;
    version: number;
    customer_id: number;
    title: string;
    tax_no: string;
    bank: string;
    bank_account: string;
    address: string;
    phone: string;
    active: number;
  };
  /** What happened to a customer and is written nowhere else; append-only. */
  customer_event: {
    id: Generated<number>;
    customer_id: number;
    kind: string;
    /** JSON of the timeline item's `data`. */
    data: string;
    by_user_id: number | null;
    at: number;
  };
  tag: { id: Generated<number>; version: number; name: string; name_key: string; active: number };
  customer_tag: { customer_id: number; tag_id: number };
  custom_field: {
    id: Generated<number>;
    version: number;
    /** Stable name of the value in `customer.custom`. */
    key: string;
    label: string;
    label_key: string;
    type: string;
    /** JSON array of the choices of a `select`. */
    options: string;
    required: number;
    sort: number;
    active: number;
  };
}
