import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { AnyMergeField, MergeField } from '@xinhang/shared/merges.ts';

type Column = keyof CustomerRecord;

/** What is stored of each field: its value, and the keys that are made from it. */
const columnsOf: Readonly<Record<MergeField, readonly Column[]>> = {
  name: ['name', 'name_key', 'name_core', 'name_sort'],
  shortName: ['short_name'],
  stage: ['stage', 'stage_since'],
  chanceGrade: ['chance_grade'],
  salesModel: ['sales_model'],
  industry: ['industry'],
  region: ['region'],
  source: ['source'],
  city: ['city'],
  address: ['address'],
  website: ['website'],
  phone: ['phone', 'phone_key'],
  taxNo: ['tax_no', 'tax_no_key'],
  note: ['note'],
  parent: ['parent_id'],
  creditLimitFen: ['credit_limit_fen'],
};

/** The entry that goes is found by no key any more: it is no duplicate of what it became. */
export const unfoundable = { name_key: '', name_core: '', phone_key: '', tax_no_key: '' } as const;

const CUSTOM = 'custom.';

export function valuesOf(row: CustomerRecord, columns: readonly string[]): Partial<CustomerRecord> {
  return Object.fromEntries(columns.map((column) => [column, row[column as Column]]));
}

/** Columns of the kept row that change: fields that it takes, and what is the best of both. */
export function takenColumns(
  kept: CustomerRecord,
  other: CustomerRecord,
  take: readonly AnyMergeField[],
): Partial<CustomerRecord> {
  const columns: Column[] = [];
  const custom = JSON.parse(kept.custom) as Record<string, unknown>;
  const theirs = JSON.parse(other.custom) as Record<string, unknown>;
  for (const field of take) {
    if (field.startsWith(CUSTOM)) {
      const key = field.slice(CUSTOM.length);
      if (key in theirs) custom[key] = theirs[key];
    } else columns.push(...columnsOf[field as MergeField]);
  }
  const own = take.some((field) => field.startsWith(CUSTOM));
  return {
    ...valuesOf(other, columns),
    ...(own && { custom: JSON.stringify(custom) }),
    // Talks of both are its talks; the earlier of two next dates is the one not to miss.
    last_follow_at: Math.max(kept.last_follow_at, other.last_follow_at),
    next_follow_on:
      kept.next_follow_on < other.next_follow_on ? kept.next_follow_on : other.next_follow_on,
  };
}

/** Which field a stored column belongs to; none for what no person enters. */
const fieldOf = new Map<string, MergeField>(
  (Object.entries(columnsOf) as [MergeField, readonly Column[]][]).flatMap(([field, columns]) =>
    columns.map((column) => [column, field] as const),
  ),
);

/**
 * What an undo sets of the kept row: columns that still are as the merge made them go back, fields
 * of which a column was changed since stay.
 */
export function columnsBack(
  row: CustomerRecord,
  before: Partial<CustomerRecord>,
  after: Partial<CustomerRecord>,
): { columns: Partial<CustomerRecord>; keptFields: AnyMergeField[] } {
  const stays = new Set<AnyMergeField>();
  const columns: Record<string, unknown> = {};
  for (const column of Object.keys(after) as Column[]) {
    if (column === 'custom') {
      Object.assign(columns, { custom: customBack(row.custom, before, after, stays) });
    } else if ((column === 'owner_id' || column === 'pool_id') && row.owner_id !== after.owner_id) {
      // Somebody else has it by now.
    } else if (row[column] === after[column]) columns[column] = before[column];
    else if (fieldOf.has(column)) stays.add(fieldOf.get(column)!);
  }
  for (const field of stays) {
    for (const column of columnsOf[field as MergeField] ?? []) delete columns[column];
  }
  return { columns, keptFields: [...stays] };
}

function customBack(
  now: string,
  before: Partial<CustomerRecord>,
  after: Partial<CustomerRecord>,
  stays: Set<AnyMergeField>,
): string {
  const [values, was, made] = [now, before.custom!, after.custom!].map(
    (text) => JSON.parse(text) as Record<string, unknown>,
  ) as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  for (const key of Object.keys(made)) {
    if (made[key] === was[key]) continue;
    if (values[key] !== made[key]) stays.add(`custom.${key}`);
    else if (key in was) values[key] = was[key];
    else delete values[key];
  }
  return JSON.stringify(values);
}
