import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { requiredText } from './contract/fields.ts';

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

export const server = { places, setBackupDirectory, setHosts };
