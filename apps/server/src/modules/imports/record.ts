import type { RowRecord } from './kind.ts';
import type { Reason } from './reason.ts';

const SHOWN_NAME = 60;

/** The verdict of a row of another kind than customers; `also` holds further reasons. */
export function plainRecord(
  row: number,
  verdict: string,
  [reason, ...also]: readonly [Reason, ...Reason[]],
  more: Partial<RowRecord> = {},
): RowRecord {
  return {
    row,
    customer_key: '',
    fingerprint: '',
    verdict,
    code: reason.code,
    params: JSON.stringify(also.length > 0 ? { ...reason.params, also } : reason.params),
    customer_id: null,
    made: 0,
    contact_id: null,
    follow_up_id: null,
    entity_id: null,
    kept: null,
    ...more,
    label: (more.label ?? '').slice(0, SHOWN_NAME),
  };
}
