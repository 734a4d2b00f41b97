import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, instant, requiredText } from './contract/fields.ts';
import { doctor, finding } from './doctor.ts';
import { schedule } from './system.ts';

/** What may be said against a directory for backups that could be written to nevertheless. */
export const directoryWarnings = ['same-disk', 'synced', 'share'] as const;
export type DirectoryWarning = (typeof directoryWarnings)[number];

export const serverPlaces = z.object({
  /** The machine, as it calls itself. */
  host: z.string(),
  dataDirectory: z.string(),
  backupDirectory: z.string(),
  /** What is said against it as it is now. */
  backupWarnings: z.array(z.enum(directoryWarnings)),
  /** A flag or the environment decides it, so that it cannot be changed here. */
  backupFixed: z.boolean(),
  /** Addresses of this machine that the others listen for; `0.0.0.0` for all. None: this machine is by itself. */
  hosts: z.array(z.string()),
  hostsFixed: z.boolean(),
  /** Where others reach the server now, `host:port`. */
  reachedAt: z.array(z.string()),
  /** Addresses that this machine has in its networks. */
  ownAddresses: z.array(z.string()),
  /** SHA-256 of the office's authority, which the other machines are shown. */
  fingerprint: z.string().nullable(),
});
export type ServerPlaces = z.output<typeof serverPlaces>;

const places = endpoint({
  method: 'GET',
  path: '/server/places',
  access: ['system.settings', 'system.backup'],
  since: 1,
  summary: 'What config.toml decides: where backups go, and where the server listens',
  response: serverPlaces,
});
const setBackupDirectory = endpoint({
  method: 'PUT',
  path: '/server/backup-directory',
  access: 'system.backup',
  since: 1,
  confirm: 'always',
  summary:
    'Where backups go from now on, tried by writing there; what speaks against it must be accepted. Finished backups stay where they are',
  body: z.object({
    /** Absolute, or from the data directory on. */
    directory: requiredText(1000),
    /** Take it in spite of the warnings. */
    accept: z.boolean().default(false),
  }),
  response: z.object({
    directory: z.string(),
    warnings: z.array(z.enum(directoryWarnings)),
    /** False where warnings were not accepted: then nothing was changed. */
    taken: z.boolean(),
  }),
  problems: ['backup-busy', 'state-refused'],
});
const setHosts = endpoint({
  method: 'PUT',
  path: '/server/hosts',
  access: 'system.settings',
  since: 1,
  confirm: 'always',
  summary: 'At which of its addresses the server listens for other machines; at none for itself',
  body: z.object({ hosts: z.array(z.union([z.ipv4(), z.ipv6()])).max(20) }),
  response: serverPlaces,
  problems: ['state-refused', 'locks-you-out'],
});

export const serverStatus = z.object({
  version: z.string(),
  node: z.string(),
  platform: z.string(),
  host: z.string(),
  engine: z.string(),
  /** When this process began to serve. */
  startedAt: instant,
  memory: z.object({ usedBytes: z.int(), freeBytes: z.int(), totalBytes: z.int() }),
  data: z.object({
    directory: z.string(),
    freeBytes: z.int(),
    /** Null where the engine looks after its own files. */
    databaseBytes: z.int().nullable(),
    logBytes: z.int().nullable(),
  }),
  backups: z.object({
    directory: z.string(),
    lastVerifiedAt: instant.nullable(),
    lastCopiedAt: instant.nullable(),
    failed: z.boolean(),
    overdue: z.boolean(),
  }),
  network: z.object({
    addresses: z.array(z.string()),
    certificateUntil: instant.nullable(),
    authorityUntil: instant.nullable(),
  }),
  /** Sessions that were used within the time of an idle one, and open event streams. */
  people: z.object({ sessions: z.int(), streams: z.int() }),
  devices: z.object({ approved: z.int(), pending: z.int() }),
  jobs: z.object({
    running: z.int(),
    queued: z.int(),
    /** Within seven days. */
    failed: z.int(),
    lastFailed: z.array(
      z.object({
        id,
        kind: z.string(),
        error: z.string().nullable(),
        finishedAt: instant.nullable(),
      }),
    ),
  }),
  schedules: z.array(schedule),
  findings: z.array(finding),
});
export type ServerStatus = z.output<typeof serverStatus>;

const status = endpoint({
  method: 'GET',
  path: '/server/status',
  access: 'system.settings',
  since: 1,
  summary: 'How the server is: machine, data, backups, certificates, people, jobs, and what to do',
  response: serverStatus,
});

export const server = { status, places, setBackupDirectory, setHosts, ...doctor };
