// Writes DER (X.690), and nothing else: what others send is read by OpenSSL, through node:crypto.

/** One value: its tag, its length, its content. */
export function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const digits = unsigned(length);
  return Buffer.concat([Buffer.of(tag, 0x80 | digits.length), digits, content]);
}

/** Big-endian, without leading zeros. */
function unsigned(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

export const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);
export const set = (...parts: readonly Buffer[]) => tagged(0x31, ...parts);
export const octets = (bytes: Buffer) => tagged(0x04, bytes);
export const nothing = () => tagged(0x05);
export const utf8 = (text: string) => tagged(0x0c, Buffer.from(text, 'utf8'));
export const truth = () => tagged(0x01, Buffer.of(0xff));

/** A positive integer, as a number or as its bytes. */
export function integer(value: number | Buffer): Buffer {
  const bytes = typeof value === 'number' ? unsigned(value) : value;
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.of(0) : bytes.subarray(first);
  // The highest bit is the sign.
  return tagged(0x02, digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

/** Bits in whole bytes, or with so many unused ones at the end. */
export const bits = (bytes: Buffer, unused = 0) => tagged(0x03, Buffer.of(unused), bytes);

/** `[number]`: a field named by its number, around what is given. */
export const field = (number: number, ...parts: readonly Buffer[]) =>
  tagged(0xa0 | number, ...parts);

/** `[number] IMPLICIT`: bytes whose type is known by their number. */
export const plainField = (number: number, bytes: Buffer) => tagged(0x80 | number, bytes);

/** An object identifier, as `1.2.840.10045.4.3.2`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const numbers = [first * 40 + second, ...rest];
  return tagged(0x06, Buffer.from(numbers.flatMap(base128)));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) {
    digits.unshift((left % 128) | 0x80);
  }
  return digits;
}

const FIRST_LONG_YEAR = 2050;

/** An instant in seconds: two digits of the year until 2049, four from then on (RFC 5280, 4.1.2.5). */
export function instant(ms: number): Buffer {
  const at = new Date(ms);
  const text = `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return at.getUTCFullYear() < FIRST_LONG_YEAR
    ? tagged(0x17, Buffer.from(text.slice(2)))
    : tagged(0x18, Buffer.from(text));
}
