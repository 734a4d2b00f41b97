import type { Generated } from 'kysely';

export interface ImportTables {
  import_batch: {
    id: Generated<number>;
    version: number;
    /** As `importKinds`. */
    kind: Generated<string>;
    file_name: string;
    /** The file lies in the store under this; its rows are read from there. */
    file_sha256: string;
    file_size: number;
    state: string;
    /** Row of the headers, from 1; 0 where there are none. */
    header_row: number;
    /** Rows below the headers. */
    row_count: number;
    /** JSON arrays. */
    header: string;
    sample: string;
    mapping: string;
    /** Of the headers: finds the mapping of an earlier file of the same shape. */
    signature: string;
    ownerless: string;
    duplicates: string;
    /** JSON object of verdict -> rows. */
    counts: string;
    /** JSON object: what good rows come to, of kinds that say it. */
    sums: Generated<string>;
    job_id: number | null;
    created_by: number;
    created_at: number;
  };
  import_row: {
    batch_id: number;
    /** Row of the file, from 1. */
    row: number;
    /** `nameKey` of the customer it belongs to. */
    customer_key: string;
    fingerprint: string;
    label: string;
    verdict: string;
    code: string;
    params: string;
    /** The customer it made, added to or met. */
    customer_id: number | null;
    /** 1: this row made the customer. */
    made: number;
    contact_id: number | null;
    follow_up_id: number | null;
    /** Of other kinds than customers: what it made, changed or met. */
    entity_id: number | null;
    /** JSON of what taking it back needs; null where it changed nothing. */
    kept: string | null;
  };
}
