import { z } from 'zod';

/**
 * Where a request comes from. `loopback`: this machine itself. `lan`: the office. `vpn`: a branch
 * or a laptop over the company's own tunnel. `elsewhere`: any other address.
 */
export const networks = ['loopback', 'lan', 'vpn', 'elsewhere'] as const;
export type Network = (typeof networks)[number];

/** Outside the office: needs a permission of its own, and sessions are shorter. */
export const isRemote = (network: Network) => network === 'vpn' || network === 'elsewhere';

const addressOrRange = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]);
const address = z.union([z.ipv4(), z.ipv6()]);

/** One line of a network: who comes from there, and by which of the server's addresses. */
export interface AddressRange {
  /** `192.168.1.0/24`, or a single address. */
  readonly from: string;
  /** Address of the server that was called; null for any. */
  readonly at: string | null;
}

/** Reads `10.8.0.0/24` or `10.8.0.0/24@10.8.0.1`; null where it is neither. */
export function parseRange(text: string): AddressRange | null {
  const [from = '', at, ...more] = text.trim().split('@');
  if (more.length > 0 || !addressOrRange.safeParse(from).success) return null;
  if (at !== undefined && !address.safeParse(at).success) return null;
  return { from, at: at ?? null };
}

/** Addresses of a network, as a person types them. */
export const addressRanges = z
  .array(z.string().max(100))
  .max(50)
  .refine((lines) => lines.every((line) => parseRange(line) !== null), {
    params: { code: 'range' },
  });

/** What nobody reaches from the internet: the usual addresses of offices and homes. */
export const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

const HOST_AND_PORT =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\]):([1-9]\d{0,4})$/i;

/** Name or address with a port; it becomes a line of a file that WireGuard reads as root. */
export const tunnelEndpoint = z
  .string()
  .trim()
  .max(300)
  .refine((text) => text === '' || Number(HOST_AND_PORT.exec(text)?.[1] ?? 65_536) <= 65_535, {
    params: { code: 'endpoint' },
  });

/** A range of its own for the tunnel, from 4 to 65,534 machines. */
export const tunnelRange = z
  .cidrv4()
  .refine((text) => /\/(1[6-9]|2\d)$/.test(text), { params: { code: 'tunnel-range' } });
