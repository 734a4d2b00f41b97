import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, instant } from './contract/fields.ts';

export const checkParts = ['environment', 'database', 'backups'] as const;

/** What is looked at, in this order: the ground first. Words are made from the key. */
export const checkKeys = [
  'place',
  'space',
  'syncs',
  'clock',
  'scanner',
  'port',
  'certificates',
  'database',
  'log',
  'references',
  'departments',
  'customers',
  'search',
  'stock',
  'money',
  'sales',
  'purchasing',
  'invoices',
  'files',
  'orphans',
  'audit',
  'backup-fresh',
  'backup-proved',
  'backup-taken',
  'backup-room',
] as const;
export type CheckKey = (typeof checkKeys)[number];

/** What may be found about machine, database and backups; the words are made from the code. */
export const findingCodes = [
  'unsafe-place',
  'disk-low',
  'disk-slow',
  'clock-back',
  'scanner',
  'port-taken',
  'address-missing',
  'authority-ends',
  'certificate-ended',
  'log-large',
  'database-broken',
  'reference-broken',
  'department-path',
  'customer-figure',
  'customer-search',
  'stock-balance',
  'stock-negative',
  'stock-pool',
  'stock-piece',
  'stock-provisional',
  'provisional-issue',
  'cost-correction',
  'money-item',
  'money-voucher',
  'money-document',
  'money-books',
  'money-bill',
  'stock-reserved',
  'order-reserved',
  'sales-sums',
  'order-progress',
  'sales-posted',
  'loan-progress',
  'purchase-sums',
  'purchase-progress',
  'purchase-posted',
  'fapiao-sums',
  'invoiced-progress',
  'output-tax',
  'input-tax',
  'file-missing',
  'file-changed',
  'files-orphaned',
  'audit-row-changed',
  'audit-row-missing',
  'audit-seal-missing',
  'audit-row-slipped-in',
  'audit-cut-off',
  'backup-failed',
  'backup-old',
  'backup-never',
  'backup-none',
  'backup-unproved',
  'backup-foreign',
  'backups-foreign',
  'copy-old',
  'copy-never',
  'room-low',
  'unchecked',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Figures and keys of a customer that are kept beside what they are made from. */
export const customerFigureNames = [
  'name_key',
  'name_core',
  'name_sort',
  'phone_key',
  'tax_no_key',
  'completeness',
  'last_follow_at',
  'stage_since',
  'next_follow_on',
  'owner_id',
  'main_contact',
  'birthday_key',
] as const;
export type CustomerFigure = (typeof customerFigureNames)[number];

export const finding = z.object({
  code: z.enum(findingCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** False for what is worth knowing while nothing is broken. */
  wrong: z.boolean(),
});
export type Finding = z.output<typeof finding>;

export const diagnosis = z.object({
  check: z.enum(checkKeys),
  part: z.enum(checkParts),
  /** How many things are wrong, and how many are worth knowing. */
  problems: z.int(),
  hints: z.int(),
  /** The first of them. */
  findings: z.array(finding),
});
export type Diagnosis = z.output<typeof diagnosis>;

export const examinationStates = ['sound', 'hint', 'wrong'] as const;

/** The worst of what was found. */
export function worstOf(
  checks: readonly Pick<Diagnosis, 'problems' | 'hints'>[],
): (typeof examinationStates)[number] {
  if (checks.some(({ problems }) => problems > 0)) return 'wrong';
  return checks.some(({ hints }) => hints > 0) ? 'hint' : 'sound';
}

export const examination = z.object({
  /** The one that runs or waits. */
  running: z
    .object({
      jobId: id,
      /** What is looked at now; null until it begins. */
      check: z.enum(checkKeys).nullable(),
      percent: z.int(),
      by: z.string(),
      /** Whoever asks started it, and may stop it. */
      own: z.boolean(),
    })
    .nullable(),
  /** The last that came to its end. */
  last: z
    .object({
      at: instant,
      durationMs: z.int(),
      by: z.string(),
      state: z.enum(examinationStates),
      checks: z.array(diagnosis),
    })
    .nullable(),
});
export type Examination = z.output<typeof examination>;

const examine = endpoint({
  method: 'POST',
  path: '/server/examination',
  access: 'system.settings',
  since: 1,
  summary:
    'Look at every page of the database, every file, the audit chain, the backups and the machine; a job beside the server',
  response: z.object({ jobId: id }),
  status: 202,
  problems: ['examination-busy'],
});
const lastExamination = endpoint({
  method: 'GET',
  path: '/server/examination',
  access: 'system.settings',
  since: 1,
  summary: 'What the last examination found, when and by whom, and how far the present one is',
  response: examination,
});

export const doctor = { examine, lastExamination };
