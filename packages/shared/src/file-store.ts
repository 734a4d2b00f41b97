import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  flagParam,
  id,
  idParam,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  patchText,
  several,
} from './contract/fields.ts';

const word = 'application/msword';
const excel = 'application/vnd.ms-excel';
const powerpoint = 'application/vnd.ms-powerpoint';
const office = 'application/vnd.openxmlformats-officedocument';

/** What people call a file, by the types that the server gives; anything else is `other`. */
export const fileTypeMimes = {
  image: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/heic'],
  pdf: ['application/pdf'],
  text: [word, `${office}.wordprocessingml.document`, 'text/plain; charset=utf-8'],
  sheet: [excel, `${office}.spreadsheetml.sheet`, 'text/csv; charset=utf-8'],
  slides: [powerpoint, `${office}.presentationml.presentation`],
  archive: ['application/zip'],
  sound: ['audio/mpeg', 'audio/mp4', 'audio/amr'],
  video: ['video/mp4'],
} as const satisfies Record<string, readonly string[]>;
export const fileTypes = [
  'image',
  'pdf',
  'text',
  'sheet',
  'slides',
  'archive',
  'sound',
  'video',
  'other',
] as const;
export type FileType = (typeof fileTypes)[number];

export function typeOfMime(mime: string): FileType {
  const known = Object.entries<readonly string[]>(fileTypeMimes);
  return (known.find(([, mimes]) => mimes.includes(mime))?.[0] ?? 'other') as FileType;
}

/** What refers to bytes of the store. */
export const fileUses = ['attachment', 'import', 'job'] as const;

const amount = z.object({ count: z.int(), /** Bytes. */ bytes: z.int() });

export const unreferencedFile = z.object({
  /** Its name in the store. */
  sha256: z.string(),
  /** Bytes. */
  size: z.int(),
  /** When it was written or last sent. */
  since: instant,
  /** When the housekeeping takes it away; null while that is switched off. */
  clearedAt: instant.nullable(),
});
export type UnreferencedFile = z.output<typeof unreferencedFile>;

export const fileStoreStatus = z.object({
  /** Attachments of the whole company, also where several are the same bytes. */
  attached: amount,
  /** What lies in the store, equal bytes once. */
  stored: amount,
  /** The same by what refers to it; bytes with several uses count in each. */
  uses: z.array(amount.extend({ use: z.enum(fileUses) })),
  /** Bytes that nothing refers to, the biggest of them by themselves. */
  unreferenced: amount.extend({ rows: z.array(unreferencedFile) }),
  /** Bytes that a row refers to and that are not in the store. */
  missing: z.int(),
  /** When the housekeeping runs next; null while it is switched off. */
  nextClearing: instant.nullable(),
  disk: z.object({ freeBytes: z.int(), totalBytes: z.int() }),
  /** The biggest file that is taken, in megabytes. */
  maxMegabytes: z.int(),
});
export type FileStoreStatus = z.output<typeof fileStoreStatus>;

const status = endpoint({
  method: 'GET',
  path: '/file-store',
  access: 'system.jobs',
  since: 1,
  summary: 'How much the attachment store holds, what nothing refers to, and the disk it is on',
  response: fileStoreStatus,
});

export const fileOwners = ['customer', 'followUp', 'contract', 'draft'] as const;
export const fileSorts = ['newest', 'biggest'] as const;

export const storedFileRow = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
  sha256: z.string(),
  by: nameRef,
  at: instant,
  /** Kind of the row it hangs on; `draft` for one's own that hangs on none yet. */
  owner: z.string(),
  customer: nameRef,
});
export type StoredFileRow = z.output<typeof storedFileRow>;

const list = endpoint({
  method: 'GET',
  path: '/file-store/files',
  access: 'system.jobs',
  since: 1,
  summary: 'Attachments of the rows that the caller may see, with what they hang on',
  query: z.object({
    ...pageQuery,
    /** Part of the name. */
    q: patchText(100),
    type: several(z.enum(fileTypes)),
    owner: several(z.enum(fileOwners)),
    byId: several(idParam),
    sort: z.enum(fileSorts).default('newest'),
    /** Adds how many there are. */
    count: flagParam.optional(),
  }),
  response: pageOf(storedFileRow),
});

export const fileStore = { status, list };
