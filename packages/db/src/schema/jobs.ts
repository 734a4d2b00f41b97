import type { Generated } from 'kysely';

export interface JobTables {
  job: {
    id: Generated<number>;
    version: number;
    kind: string;
    /** A plain name, such as that of the imported file; the kind's words are the screen's. */
    title: string;
    state: string;
    cancel_requested: number;
    progress: number;
    /** 0 while unknown. */
    total: number;
    /** JSON object of outcome -> number of rows. */
    counts: string;
    error: string | null;
    /** JSON of what was asked for. */
    input: string;
    /** JSON of where the last committed step left off; null before the first. */
    point: string | null;
    row_count: number;
    /** Null for a job of the clock. */
    created_by: number | null;
    session_id: number | null;
    address: string;
    created_at: number;
    started_at: number | null;
    finished_at: number | null;
    file_name: string | null;
    file_mime: string | null;
    file_sha256: string | null;
    file_size: number | null;
    /** The file may go after this instant. */
    file_until: number | null;
    /** The job that took back what this one did. */
    undone_by: number | null;
  };
  attachment: {
    id: Generated<number>;
    owner_kind: string;
    owner_id: number;
    customer_id: number;
    name: string;
    mime: string;
    /** Bytes. */
    size: number;
    /** Hex; names the bytes in the store. */
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
  job_row: {
    job_id: number;
    seq: number;
    ref: string;
    label: string;
    outcome: string;
    code: string;
    /** JSON object. */
    params: string;
  };
}
