import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** An IPv4 range: its first address as a number, and its bits. */
interface Range {
  readonly first: number;
  readonly bits: number;
}

const numberOf = (address: string) =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const textOf = (number: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
const sizeOf = (bits: number) => 2 ** (32 - bits);

function parse(range: string): Range {
  const [address = '', bits = '32'] = range.split('/');
  const size = sizeOf(Number(bits));
  return { first: Math.floor(numberOf(address) / size) * size, bits: Number(bits) };
}

/** A range by its first address, however it was typed: `192.168.3.7/24` is `192.168.3.0/24`. */
export function tidyRange(range: string): string {
  const { first, bits } = parse(range);
  return `${textOf(first)}/${bits}`;
}

/** Whether two IPv4 ranges have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  return a.first < b.first + sizeOf(b.bits) && b.first < a.first + sizeOf(a.bits);
}

/** Whether an address of any kind lies in one of these IPv4 ranges. */
export function liesIn(address: string, ranges: readonly string[]): boolean {
  if (isIP(address) === 0) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const { first, bits } = parse(range);
    list.addSubnet(textOf(first), bits, 'ipv4');
  }
  return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

/** The office's own address in the tunnel: the first of its range. */
export const officeAddress = (range: string) => textOf(parse(range).first + 1);

/**
 * The next address for a branch: the lowest that nobody ever had, so that old entries of the audit
 * speak of one branch, and then the lowest that is free. Null where the range is full.
 */
export function nextAddress(
  range: string,
  given: readonly { address: string; live: boolean }[],
): string | null {
  const { first, bits } = parse(range);
  const live = new Set(given.filter((one) => one.live).map(({ address }) => address));
  const ever = new Set(given.map(({ address }) => address));
  for (const taken of [ever, live]) {
    // Neither the network, nor the office, nor the address that means everybody.
    for (let at = first + 2; at < first + sizeOf(bits) - 1; at += 1) {
      if (!taken.has(textOf(at))) return textOf(at);
    }
  }
  return null;
}

/** Ranges of the networks that this machine itself is in, without those of the tunnel. */
export function ownRanges(tunnel: string): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && address !== '')
    .filter(({ address }) => address !== officeAddress(tunnel))
    .flatMap(({ cidr }) => (cidr === null ? [] : [tidyRange(cidr)]));
}
