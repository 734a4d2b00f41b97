/**
 * UUID version 7 (RFC 9562, 5.7): sorts by time. `nowMs` is UTC milliseconds; `randomBytes` is the
 * caller's source of cryptographic randomness.
 */
export function uuidv7(nowMs: number, randomBytes: (count: number) => Uint8Array): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** 48) {
    throw new RangeError(`not a time for a UUID: ${nowMs}`);
  }
  const random = randomBytes(10);
  if (random.length !== 10) throw new RangeError('ten random bytes are needed');
  const bytes = Array.from(random);
  bytes[0] = 0x70 | (bytes[0]! & 0x0f);
  bytes[2] = 0x80 | (bytes[2]! & 0x3f);
  const time = nowMs.toString(16).padStart(12, '0');
  const hex = time + bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...groups, hex.slice(20)].join('-');
}

/** Whether a text is a UUID of RFC 9562 in any version and case. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(text);
}
