import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, instant, nameRef, requiredText, version } from './contract/fields.ts';

/** `pending`: it asked and nobody has said yes. `revoked`: for good; it asks anew with a new key. */
export const deviceStates = ['pending', 'approved', 'revoked'] as const;
export type DeviceState = (typeof deviceStates)[number];
/** `desktop`: made its own key. `browser`: got key and certificate as a file. */
export const deviceKinds = ['desktop', 'browser'] as const;

/** Minutes in which an enrolment code may be used, once (ASVS 6.5.5). */
export const CODE_MINUTES = 10;
/** Wrong guesses after which a code is dead. */
export const CODE_TRIES = 5;

/** Number of the code and ten letters of base32: 50 bits. */
const codeText = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{1,9}-[A-Z2-7]{10}$/);

export const device = z.object({
  id,
  version,
  name: z.string(),
  kind: z.enum(deviceKinds),
  state: z.enum(deviceStates),
  /** Who alone may log in on it; null for a machine that several people share. */
  user: nameRef.nullable(),
  askedAt: instant,
  /** Address from which it asked. */
  askedFrom: z.string(),
  approvedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  lastAddress: z.string().nullable(),
  /** SHA-256 of its public key, in hex. */
  key: z.string(),
});
export type Device = z.output<typeof device>;

const list = endpoint({
  method: 'GET',
  path: '/devices',
  access: 'system.devices',
  since: 1,
  summary: 'Devices: those that wait first, then the newest, a thousand at most',
  response: z.object({
    rows: z.array(device),
    /** Addresses of the encrypted door, `host:port`; none while it is shut. */
    addresses: z.array(z.string()),
  }),
});

const makeCode = endpoint({
  method: 'POST',
  path: '/devices/codes',
  access: 'system.devices',
  since: 1,
  summary: 'A code with which one device may ask to be let in, for ten minutes',
  body: z.object({}),
  response: z.object({
    expiresAt: instant,
    /** For each address of the server what the person types in: address, code, authority. */
    texts: z.array(z.string()).min(1),
  }),
  status: 201,
  secret: true,
  problems: ['network-shut'],
});

const enrol = endpoint({
  method: 'POST',
  path: '/devices/enrol',
  access: 'public',
  since: 1,
  summary:
    'A device asks to be let in: its name, its public key, and the proof that it has the key',
  body: z.object({
    code: codeText,
    name: requiredText(60),
    /** SPKI of a P-256 key, DER in base64. */
    publicKey: z.base64().max(400),
    /** ECDSA with SHA-256 by that key over `enrolmentProof`, DER in base64. */
    proof: z.base64().max(400),
  }),
  response: z.object({
    id,
    /** Of the device, PEM. */
    certificate: z.string(),
    /** Of the office's authority, PEM. */
    authority: z.string(),
  }),
  status: 201,
  secret: true,
  problems: ['enrolment-refused', 'device-key-refused'],
});

/** What a device signs to prove that it has the key that it names. */
export const enrolmentProof = (code: string, name: string) =>
  `xinhang device enrolment\n${code}\n${name}`;

const current = endpoint({
  method: 'GET',
  path: '/devices/current',
  access: 'public',
  since: 1,
  summary: 'What the server knows of the device at the other end of this connection',
  response: z.object({
    state: z.enum(['none', ...deviceStates]),
    name: z.string().nullable(),
    /** Whether this network lets nobody in without an approved device. */
    needed: z.boolean(),
  }),
});

const approve = endpoint({
  method: 'POST',
  path: '/devices/:id/approve',
  access: 'system.devices',
  since: 1,
  confirm: 'always',
  summary: 'Let a device in, for one person or for several',
  params: idPath,
  body: z.object({ version, userId: id.nullable() }),
  response: device,
  problems: ['version-conflict', 'state-refused', 'locks-you-out'],
});

const revoke = endpoint({
  method: 'POST',
  path: '/devices/:id/revoke',
  access: 'system.devices',
  since: 1,
  summary: 'Turn a device away for good: its sessions and streams end at once',
  params: idPath,
  body: z.object({ version }),
  response: device,
  problems: ['version-conflict', 'state-refused', 'locks-you-out'],
});

const makeFile = endpoint({
  method: 'POST',
  path: '/devices/files',
  access: 'system.devices',
  since: 1,
  confirm: 'always',
  summary:
    'Key and certificate for a browser, as a file with its password: a device that is let in',
  body: z.object({ name: requiredText(60), userId: id.nullable() }),
  response: z.object({
    device,
    fileName: z.string(),
    /** PKCS#12 in base64; kept nowhere. */
    file: z.string(),
    password: z.string(),
  }),
  status: 201,
  secret: true,
  problems: ['network-shut'],
});

const authority = endpoint({
  method: 'GET',
  path: '/authority',
  access: 'public',
  since: 1,
  summary: 'The certificate of the office’s authority, for the list of trusted ones of a machine',
  response: z.object({
    /** Null before the first start. */
    authority: z
      .object({
        /** SHA-256 as `AB:CD:…`: to be compared with what the administrator reads out. */
        fingerprint: z.string(),
        /** PEM. */
        certificate: z.string(),
        until: instant,
      })
      .nullable(),
  }),
});

export const devices = { authority, list, makeCode, makeFile, enrol, current, approve, revoke };
