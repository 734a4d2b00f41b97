import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Tx } from '@xinhang/db/database.ts';
import { customerIdByExternalNo } from '@xinhang/db/repositories/customers.ts';
import { appendOwnerHistory, insertCustomer, NO_DATE } from '@xinhang/db/repositories/customers.ts';
import { insertContact } from '@xinhang/db/repositories/contacts.ts';
import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import type { SearchIndex } from '@xinhang/db/search-index.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { nameKey, phoneKey } from '@xinhang/shared/text-keys.ts';
import { parse } from 'csv-parse/sync';
import { refreshDerived } from '../modules/customers/service.ts';

export interface Row {
  /** Line in the file, counted from 1 with the header. */
  line: number;
  [column: string]: string | number;
}

/** A row that could not be taken as it stands: where it is and why. */
export interface Finding {
  file: string;
  line: number;
  reason: string;
}

export interface NewLogin {
  login: string;
  name: string;
  password: string;
}

export interface ImportReport {
  users: number;
  customers: number;
  contacts: number;
  /** People added now, with first passwords that are shown once. */
  logins: NewLogin[];
  findings: Finding[];
}

export function readCsv(directory: string, file: string): Row[] {
  const text = readFileSync(join(directory, file), 'utf8');
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, info: true });
  return (rows as unknown as { record: Record<string, string>; info: { lines: number } }[]).map(
    ({ record, info }) => ({ ...record, line: info.lines }),
  );
}

export const text = (row: Row, column: string): string => String(row[column] ?? '').trim();

/** The key with the largest sum, and all that dealt with it; ties go to the smaller key. */
export function largest(sums: ReadonlyMap<string, number>): string | null {
  let best: [string, number] | null = null;
  for (const [key, sum] of [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!best || sum > best[1]) best = [key, sum];
  }
  return best?.[0] ?? null;
}

export interface ImportedCustomer {
  externalNo: string;
  name: string;
  industry: string;
  region: string;
  city: string;
  address: string;
  phone: string;
  ownerId: number;
  contact: { name: string; post: string } | null;
}

/** Adds a customer unless an earlier run did; answers whether it is new. */
export async function importCustomer(
  tx: Tx,
  search: SearchIndex,
  customer: ImportedCustomer,
  now: number,
): Promise<boolean> {
  if (await customerIdByExternalNo(tx, customer.externalNo)) return false;
  const { contact } = customer;
  const row = await insertCustomer(tx, {
    name: customer.name,
    short_name: '',
    name_key: nameKey(customer.name),
    name_sort: pinyinKeys(customer.name).sort,
    phone: customer.phone,
    phone_key: phoneKey(customer.phone).number,
    tax_no: '',
    tax_no_key: '',
    industry: customer.industry,
    region: customer.region,
    city: customer.city,
    address: customer.address,
    website: '',
    source: '',
    sales_model: null,
    stage: 'potential',
    chance_grade: null,
    owner_id: customer.ownerId,
    pool_id: null,
    parent_id: null,
    credit_limit_fen: null,
    note: '',
    completeness: 0,
    last_follow_at: 0,
    next_follow_on: NO_DATE,
    custom: '{}',
    external_no: customer.externalNo,
    created_by: null,
    created_at: now,
    archived_at: null,
  });
  await appendOwnerHistory(tx, {
    customer_id: row.id,
    from_owner_id: null,
    to_owner_id: customer.ownerId,
    reason: 'assign',
    note: 'import',
    by_user_id: null,
    at: now,
  });
  if (contact) {
    await insertContact(
      tx,
      {
        customer_id: row.id,
        name: contact.name,
        dept: '',
        post: contact.post,
        gender: '',
        wechat: '',
        email: '',
        birthday: null,
        birthday_key: null,
        native_place: '',
        family: '',
        hobbies: '',
        relations: '',
        taboos: '',
        note: '',
        sms_opt_out: 0,
        is_primary: 1,
        left_at: null,
      },
      [],
    );
  }
  await refreshDerived(tx, search, row);
  return true;
}

/** Runs an import as one transaction; whoever is logged in sees the new organisation at once. */
export async function inOneTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await db.transaction(async (tx) => {
    const result = await work(tx);
    await raiseOrgRevision(tx);
    return result;
  });
}
