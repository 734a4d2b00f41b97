import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { customerIdByExternalNo } from '@xinhang/db/repositories/customers.ts';
import { userByLogin } from '@xinhang/db/repositories/users.ts';
import type { Workplace } from '../commands/command.ts';
import type { WriteContext } from '../http/context.ts';
import { enterCustomer } from '../modules/customers/service.ts';
import { loginKey } from '../modules/org/names.ts';
import type { Finding } from './csv-table.ts';

export type DataSetPlace = Pick<Workplace, 'db' | 'now' | 'random' | 'write' | 'say'>;

export interface NewLogin {
  login: string;
  name: string;
  password: string;
}

export interface ImportReport {
  users: number;
  customers: number;
  contacts: number;
  deals: number;
  suppliers: number;
  products: number;
  orders: number;
  deliveries: number;
  /** People added now, with first passwords that are shown once. */
  logins: NewLogin[];
  findings: Finding[];
  /** What somebody must decide who knows the company, in sentences. */
  notes: string[];
}

export const newReport = (): ImportReport => ({
  users: 0,
  customers: 0,
  contacts: 0,
  deals: 0,
  suppliers: 0,
  products: 0,
  orders: 0,
  deliveries: 0,
  logins: [],
  findings: [],
  notes: [],
});

/** Sums by person of what each customer brought, for finding who it belongs to. */
export class Shares {
  readonly #sums = new Map<string, Map<string, number>>();

  add(customer: string, person: string, value: number): void {
    const own = this.#sums.get(customer) ?? new Map<string, number>();
    this.#sums.set(customer, own.set(person, (own.get(person) ?? 0) + value));
  }

  /** The person with the largest sum, null for a customer of nobody; ties go to the smaller key. */
  largest(customer: string): string | null {
    let best: [string, number] | null = null;
    const sums = [...(this.#sums.get(customer) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [person, sum] of sums) if (!best || sum > best[1]) best = [person, sum];
    return best?.[0] ?? null;
  }
}

export interface ImportedCustomer {
  externalNo: string;
  name: string;
  industry?: string;
  region: string;
  city?: string;
  address?: string;
  phone?: string;
  note?: string;
  /** Null puts it into the pool. */
  ownerId: number | null;
  contact?: { name: string; post: string };
}

/** Adds a customer unless an earlier run did, and counts it; null where it was there. */
export async function importCustomer(
  ctx: WriteContext,
  report: ImportReport,
  customer: ImportedCustomer,
) {
  const { externalNo, ownerId, contact, ...body } = customer;
  if (await customerIdByExternalNo(ctx.tx, externalNo)) return null;
  const named = contact && contact.name !== '' ? contact : undefined;
  const row = await enterCustomer(
    ctx,
    { ...body, ...(named && { contact: named }) },
    { ownerId, note: '', externalNo },
  );
  report.customers += 1;
  if (named) report.contacts += 1;
  return row;
}

/** What the audit says of somebody begins here: since when he is known, and owes logs and records. */
async function recordPeople(ctx: WriteContext, logins: readonly NewLogin[]): Promise<void> {
  await raiseOrgRevision(ctx.tx);
  for (const { login, name } of logins) {
    const { id } = (await userByLogin(ctx.tx, loginKey(login)))!;
    const after = { login, name };
    await ctx.audit({ action: 'org.createUser', entity: 'user', entityId: id, after });
  }
}

/**
 * Runs an import as one transaction: all of it or nothing. A run that brings nothing new leaves no
 * trace; otherwise whoever is logged in sees the new organisation at once.
 */
export async function inOneTransaction(
  place: DataSetPlace,
  name: string,
  report: ImportReport,
  work: (ctx: WriteContext) => Promise<void>,
): Promise<ImportReport> {
  await place.write(async (ctx) => {
    await work(ctx);
    report.users = report.logins.length;
    const { users, customers, contacts, deals, suppliers, products, findings } = report;
    if (users + customers + deals + suppliers + products === 0) return;
    if (users > 0) await recordPeople(ctx, report.logins);
    const counts = { users, customers, contacts, deals, suppliers, products };
    const after = { name, ...counts, findings: findings.length };
    await ctx.audit({ action: 'imports.dataSet', entity: 'company', entityId: 1, after });
  });
  return sorted(report);
}

/** What was found in the order of the files. */
export function sorted(report: ImportReport): ImportReport {
  report.findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return report;
}
