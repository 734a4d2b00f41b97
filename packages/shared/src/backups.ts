import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { date, id, instant, pageOf, pageQuery, requiredText } from './contract/fields.ts';

/** The name of a finished backup file, which is all that a request may say of one. */
const backupName = z
  .string()
  .regex(/^xinhang-\d{8}(-\d{6}-(manual|migration|restore|retry))?\.zip(\.age)?$/);

export const backupKinds = ['daily', 'manual', 'migration', 'restore', 'retry'] as const;
/** `unknown`: nobody proved this file here yet. */
export const backupResults = ['verified', 'failed', 'unproved', 'unknown', 'changed'] as const;
/** Why a file stays when space runs out, or why it goes. */
export const keepReasons = [
  'newest',
  'few',
  'recent',
  'weekly',
  'monthly',
  'unknown',
  'thinned',
  'failed',
] as const;

export const backupFile = z.object({
  name: z.string(),
  kind: z.enum(backupKinds),
  businessDate: date,
  encrypted: z.boolean(),
  /** Bytes. */
  size: z.int(),
  result: z.enum(backupResults),
  /** Problem code of what was wrong with it. */
  problem: z.string().nullable(),
  madeAt: instant.nullable(),
  /** How long making it and proving it took, in milliseconds. */
  durationMs: z.int().nullable(),
  verifiedAt: instant.nullable(),
  /** Reads that a server on the copy answered. */
  answered: z.int().nullable(),
  /** Attached files that were missing or damaged when it was made. */
  lost: z.int(),
  copiedAt: instant.nullable(),
  sha256: z.string().nullable(),
  keeps: z.enum(keepReasons),
});
export type BackupFileRow = z.output<typeof backupFile>;

export const backupStatus = z.object({
  directory: z.string(),
  count: z.int(),
  /** Bytes of all of them together, free beside them, and needed free before old ones go. */
  bytes: z.int(),
  freeBytes: z.int(),
  wantedFreeBytes: z.int(),
  low: z.boolean(),
  /** No verified backup of the newest business date whose time has come. */
  overdue: z.boolean(),
  lastVerified: z.object({ name: z.string(), at: instant, businessDate: date }).nullable(),
  lastCopy: z.object({ name: z.string(), at: instant, drive: z.string() }).nullable(),
  failure: z.object({ businessDate: date, at: instant, problem: z.string() }).nullable(),
  recoveryKeyAt: instant.nullable(),
  encrypted: z.boolean(),
  /** What people compare with the recovery sheet; null before the first backup. */
  signer: z.string().nullable(),
  /** The job that works on backups now. */
  jobId: id.nullable(),
});
export type BackupStatus = z.output<typeof backupStatus>;

/** What people count when they ask whether it is the right day. */
export const countedTables = [
  'customers',
  'contacts',
  'followUps',
  'deals',
  'users',
  'files',
  'audit',
] as const;
export type CountedTable = (typeof countedTables)[number];
/** What the one row of a comparing job has as its `params`. */
export const backupComparison = z.object({
  company: z.string(),
  businessDate: date,
  /** When it was made, on the clocks of its own zone. */
  local: z.string(),
  host: z.string(),
  appVersion: z.string(),
  /** Attached files in it, and those that were missing when it was made. */
  files: z.int(),
  lost: z.int(),
  /** Rows now and after a restore; -1 for what cannot be read any more. */
  difference: z.array(z.object({ what: z.enum(countedTables), now: z.int(), restored: z.int() })),
});
export type BackupComparison = z.output<typeof backupComparison>;

const started = z.object({ jobId: id });
const busy = ['backup-busy'] as const;

const status = endpoint({
  method: 'GET',
  path: '/backups/status',
  access: 'system.backup',
  since: 1,
  summary: 'How safe the data are: last verified backup, last copy taken away, space',
  response: backupStatus,
});
const list = endpoint({
  method: 'GET',
  path: '/backups',
  access: 'system.backup',
  since: 1,
  summary: 'Backup files, newest first, each with what came of it',
  query: z.object(pageQuery),
  response: pageOf(backupFile),
});
const make = endpoint({
  method: 'POST',
  path: '/backups',
  access: 'system.backup',
  since: 1,
  summary: 'Make a backup now and prove it; a job',
  response: started,
  status: 202,
  problems: busy,
});
const verify = endpoint({
  method: 'POST',
  path: '/backups/verify',
  access: 'system.backup',
  since: 1,
  summary: 'Check a file in full and start a server on a copy of it; a job',
  body: z.object({ name: backupName }),
  response: started,
  status: 202,
  problems: busy,
});
const compare = endpoint({
  method: 'POST',
  path: '/backups/compare',
  access: 'system.restore',
  since: 1,
  summary:
    'Read what a file holds and count what is here beside it, before a restore; a job with one row, whose `params` say it',
  body: z.object({
    name: backupName,
    recoveryKey: z.string().max(200).optional(),
    /** Fingerprint of another installation that signed it, as somebody looked at it. */
    signer: z.string().max(60).optional(),
  }),
  response: started,
  status: 202,
  problems: ['backup-busy', 'recovery-key-wrong'],
});
const restore = endpoint({
  method: 'POST',
  path: '/backups/restore',
  access: 'system.restore',
  since: 1,
  confirm: 'always',
  summary:
    'Replace all data by those of a file; a job, after which everybody logs in again. `confirm` repeats the business date of the file as YYYYMMDD',
  body: z.object({
    name: backupName,
    confirm: z.string().max(20),
    /** Opens an encrypted file of another server, and brings the keys back. */
    recoveryKey: z.string().max(200).optional(),
  }),
  response: started,
  status: 202,
  problems: ['backup-busy', 'recovery-key-wrong'],
});
const restoreForeign = endpoint({
  method: 'POST',
  path: '/backups/restore-foreign',
  access: 'system.restore',
  since: 1,
  confirm: 'always',
  summary:
    'Restore a file that another installation signed: beside whoever asks, a second person who may restore says login and password',
  body: z.object({
    name: backupName,
    confirm: z.string().max(20),
    recoveryKey: z.string().max(200).optional(),
    /** Fingerprint of the signer that both looked at; the file of any other stays refused. */
    signer: z.string().max(60),
    second: z.object({ login: requiredText(60), password: z.string().min(1).max(200) }),
  }),
  response: started,
  status: 202,
  // A hash of the body would only help to guess the password.
  secret: true,
  problems: ['backup-busy', 'recovery-key-wrong', 'second-refused', 'login-delayed'],
});
const drives = endpoint({
  method: 'GET',
  path: '/backups/drives',
  access: 'system.backup',
  since: 1,
  summary: 'Removable drives that are plugged into the server',
  response: z.object({
    rows: z.array(
      z.object({
        /** Where it is mounted: the name to copy to. */
        path: z.string(),
        label: z.string(),
        freeBytes: z.int(),
        totalBytes: z.int(),
      }),
    ),
  }),
});
const copy = endpoint({
  method: 'POST',
  path: '/backups/copy',
  access: 'system.backup',
  since: 1,
  confirm: 'always',
  summary: 'Copy the newest verified file to a removable drive and compare the copy; a job',
  body: z.object({ drive: requiredText(400) }),
  response: started,
  status: 202,
  problems: ['backup-busy', 'state-refused'],
});
const simulate = endpoint({
  method: 'GET',
  path: '/backups/retention',
  access: 'system.backup',
  since: 1,
  summary: 'Which files would go if so much were free; nothing is removed',
  query: z.object({
    /** As if so many gigabytes were free; as it is unless said. */
    freeGigabytes: z.coerce.number().min(0).max(1_000_000).optional(),
  }),
  response: z.object({
    freeBytes: z.int(),
    wantedFreeBytes: z.int(),
    count: z.int(),
    bytes: z.int(),
    /** The first two hundred of them, in the order in which they would go. */
    rows: z.array(z.object({ name: z.string(), size: z.int(), businessDate: date })),
    /** Even then too little would be free. */
    stillLow: z.boolean(),
  }),
});
const makeRecoveryKey = endpoint({
  method: 'POST',
  path: '/backups/recovery-key',
  access: 'system.restore',
  since: 1,
  confirm: 'always',
  summary: 'Make a new recovery key; its secret is in this answer and nowhere else',
  response: z.object({ recoveryKey: z.string(), signer: z.string() }),
  secret: true,
  status: 201,
});
const setEncryption = endpoint({
  method: 'POST',
  path: '/backups/encryption',
  access: 'system.backup',
  since: 1,
  confirm: 'always',
  summary: 'Encrypt backups from now on, or no longer; needs a recovery key',
  body: z.object({ on: z.boolean() }),
  response: z.object({ encrypted: z.boolean() }),
  problems: ['state-refused'],
});

export const backups = {
  status,
  list,
  make,
  verify,
  compare,
  restore,
  restoreForeign,
  drives,
  copy,
  simulate,
  makeRecoveryKey,
  setEncryption,
};
