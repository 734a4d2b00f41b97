import type { Actor } from '@xinhang/db/actor.ts';
import type { SnapshotSource } from '@xinhang/db/database.ts';
import { languages } from '@xinhang/shared/auth.ts';
import { exportColumn, exportFormats } from '@xinhang/shared/customer-work.ts';
import { customerFilter, customerSorts } from '@xinhang/shared/customers.ts';
import { guardedFields, widerView, type FieldPolicy } from '@xinhang/shared/permissions.ts';
import type { ProblemCode } from '@xinhang/shared/problems.ts';
import { z } from 'zod';

/** What an export was asked for, as it lies in its job. */
export const exportInput = z.object({
  // A flag has come out of the query as a boolean.
  filter: customerFilter.extend({
    archived: z.boolean().optional(),
    overdue: z.boolean().optional(),
  }),
  ids: z.array(z.int()).optional(),
  sort: z.enum(customerSorts),
  dir: z.enum(['asc', 'desc']),
  columns: z.array(exportColumn),
  format: z.enum(exportFormats),
  lang: z.enum(languages),
});
export type ExportInput = z.output<typeof exportInput>;

/** The work of the export's thread; plain data. */
export interface ExportTask {
  source: SnapshotSource;
  userId: number;
  /** `rightsOf` the person when the job last looked. */
  rights: string;
  /** UTC ms; what "idle for so many days" counts from. */
  now: number;
  maxRows: number;
  input: ExportInput;
  path: string;
}
export type FromExport =
  | { kind: 'page'; rows: number; total: number }
  | { kind: 'done'; rows: number }
  | { kind: 'refused'; code: ProblemCode }
  | { kind: 'failed'; message: string };
export interface ToExport {
  kind: 'next';
}

interface Rights {
  reach: ({ all: boolean; owners: readonly number[] } | null)[];
  fields: FieldPolicy;
}

function rights(actor: Actor): Rights {
  const reach = (['customers.export', 'customers.read'] as const).map((permission) => {
    const one = actor.reach.get(permission);
    return one ? { all: one.all, owners: one.ownerIds } : null;
  });
  return { reach, fields: actor.fields };
}

/** Everything that decides which rows and cells a file may hold. */
export function rightsOf(actor: Actor): string {
  return JSON.stringify(rights(actor));
}

/** Whether what was made with those rights may still be had by this person. */
export function stillCovers(actor: Actor, made: string): boolean {
  const [now, then] = [rights(actor), JSON.parse(made) as Rights];
  const reaches = then.reach.every((before, at) => {
    const after = now.reach[at];
    if (!before || after?.all) return true;
    return after ? !before.all && before.owners.every((id) => after.owners.includes(id)) : false;
  });
  return (
    reaches &&
    guardedFields.every(
      (name) => widerView(now.fields[name], then.fields[name]) === now.fields[name],
    )
  );
}
