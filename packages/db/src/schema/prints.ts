import type { Generated } from 'kysely';

export interface PrintTables {
  print_template: {
    id: Generated<number>;
    version: number;
    /** Of documents: `printKindNames`. */
    kind: string;
    name: string;
    name_key: string;
    /** 1 for the one of a kind that is offered first. */
    standard: number;
    /** JSON object: `printLayout`. */
    layout: string;
  };
  /** Append-only: a print of a document. */
  print_run: {
    id: Generated<number>;
    kind: string;
    doc_id: number;
    /** Its name then. */
    template: string;
    printed_by: number;
    printed_at: number;
  };
}
