import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

/** One entry as an attacker writes it: what the headers claim need not be what is there. */
export interface OddEntry {
  readonly name: string;
  readonly body: Buffer;
  readonly store?: boolean;
  /** Claimed unpacked size. */
  readonly size?: number;
  /** Unix mode, such as that of a symbolic link. */
  readonly mode?: number;
  /** Uses the bytes of the entry before it. */
  readonly overlaps?: true;
  /** Sizes are said to stand in a zip64 field, which says this. */
  readonly zip64?: bigint;
}

const UTF8 = 0x0800;

function header(entry: OddEntry, packed: Buffer, offset: number) {
  const name = Buffer.from(entry.name);
  const extra = Buffer.alloc(entry.zip64 === undefined ? 0 : 20);
  if (entry.zip64 !== undefined) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(entry.zip64, 4);
    extra.writeBigUInt64LE(BigInt(packed.length), 12);
  }
  const size = entry.zip64 === undefined ? (entry.size ?? entry.body.length) : 0xffffffff;
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(UTF8, 2);
  common.writeUInt16LE(entry.store ? 0 : 8, 4);
  common.writeUInt32LE(crc32(entry.body), 10);
  common.writeUInt32LE(entry.zip64 === undefined ? packed.length : 0xffffffff, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  common.writeUInt16LE(extra.length, 24);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, extra]);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((entry.mode ?? 0o100600) << 16) >>> 0, 6);
  tail.writeUInt32LE(offset, 10);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x03', 'latin1'),
    common,
    tail,
    name,
    extra,
  ]);
  return { local, central };
}

/** A zip with whatever is wanted in it, its comment sealed like that of a real backup. */
export function oddZip(entries: readonly OddEntry[], claimedEntries = entries.length): Buffer {
  const parts: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  let before = 0;
  for (const entry of entries) {
    const packed = entry.store ? entry.body : deflateRawSync(entry.body);
    const at = entry.overlaps ? before : offset;
    const { local, central } = header(entry, packed, at);
    centrals.push(central);
    if (entry.overlaps) continue;
    before = offset;
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const label = 'xinhang-sha256:';
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(claimedEntries, 8);
  end.writeUInt16LE(claimedEntries, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(label.length + 64, 20);
  const body = Buffer.concat([...parts, directory, end, Buffer.from(label)]);
  return Buffer.concat([body, Buffer.from(createHash('sha256').update(body).digest('hex'))]);
}
