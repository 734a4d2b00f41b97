import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { id, idPath, instant, nameRef, requiredText, version } from './contract/fields.ts';

/** Largest packet of the tunnel, in bytes; a line by PPPoE carries less. */
export const TUNNEL_MTU = { usual: 1420, pppoe: 1280 } as const;
/** Seconds after which a quiet tunnel says something, so that routers keep it open. */
export const KEEPALIVE_SECONDS = 25;
/** Ranges of its own office that one branch may bring along. */
const MAX_LAN = 10;

export const branch = z.object({
  id,
  version,
  name: z.string(),
  /** Its address in the tunnel. */
  address: z.string(),
  /** Ranges of its office whose machines come through the tunnel under their own addresses. */
  lan: z.array(z.string()),
  mtu: z.int(),
  /** WireGuard's public key, base64. */
  publicKey: z.string(),
  madeAt: instant,
  /** Null: the command line. */
  madeBy: nameRef.nullable(),
  revokedAt: instant.nullable(),
  /** When somebody last worked from there; null for never. */
  lastSeenAt: instant.nullable(),
});
export type Branch = z.output<typeof branch>;

/** What the person at the server's machine types, by its operating system. */
export const tunnelHints = z.object({
  linux: z.array(z.string()),
  windows: z.array(z.string()),
});
export type TunnelHints = z.output<typeof tunnelHints>;

const list = endpoint({
  method: 'GET',
  path: '/branches',
  access: 'system.devices',
  since: 1,
  summary:
    'Branches with their tunnels, those in use first, and the office’s end; a thousand at most',
  response: z.object({
    rows: z.array(branch),
    office: z.object({
      /** Where branches find the office, `host:port`; empty until somebody set it. */
      endpoint: z.string(),
      /** Its address in the tunnel. */
      address: z.string(),
      /** What a branch opens; null while the encrypted door is shut. */
      url: z.string().nullable(),
      /** Whether the encrypted door listens at that address. */
      listens: z.boolean(),
      /** File of the office’s end on the server’s machine, made anew with each change. */
      file: z.string(),
    }),
    hints: tunnelHints,
  }),
});

const create = endpoint({
  method: 'POST',
  path: '/branches',
  access: 'system.devices',
  since: 1,
  confirm: 'always',
  summary: 'A tunnel for a branch: its configuration with its private key, given out this once',
  body: z.object({
    name: requiredText(60),
    lan: z.array(z.cidrv4()).max(MAX_LAN).default([]),
    /** Its line is by PPPoE. */
    pppoe: z.boolean().default(false),
  }),
  response: z.object({
    branch,
    fileName: z.string(),
    /** For WireGuard; kept nowhere. */
    config: z.string(),
  }),
  status: 201,
  secret: true,
  problems: ['branches-unset', 'branches-full', 'locks-you-out'],
});

const revoke = endpoint({
  method: 'POST',
  path: '/branches/:id/revoke',
  access: 'system.devices',
  since: 1,
  summary: 'Take a branch out of the tunnel for good; its sessions end at once',
  params: idPath,
  body: z.object({ version }),
  response: branch,
  problems: ['version-conflict', 'state-refused', 'locks-you-out'],
});

export const branches = { list, create, revoke };
