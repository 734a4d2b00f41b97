// Files for the tests of this room, byte by byte, as no library at hand writes them.
import { crc32, deflateRawSync } from 'node:zlib';

/** A deflated zip; `declared` lies about the unpacked size in both headers. */
export function zipOf(files: Record<string, string | Buffer>, declared?: number): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const body = Buffer.from(content);
    const packed = deflateRawSync(body);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(declared ?? body.length, 18);
    common.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    bodies.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), common, tail, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts of a workbook with one sheet; styles 1 to 4 are dates. */
export function workbookParts(sheetData: string): Record<string, string> {
  const target = `Type="${office}/worksheet" Target="worksheets/sheet1.xml"`;
  const formats =
    '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>';
  const xfs = [0, 14, 22, 31, 176].map((id) => `<xf numFmtId="${id}"/>`).join('');
  const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
  return {
    '[Content_Types].xml': `${xml}<Types xmlns="${types}"><Default Extension="xml"
      ContentType="application/xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packageRels}">
      <Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook ${main} xmlns:r="${office}"><sheets>
      <sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="${packageRels}">
      <Relationship Id="rId1" ${target}/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet ${main}><numFmts>${formats}</numFmts>
      <cellXfs>${xfs}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${xml}<worksheet ${main}><sheetData>${sheetData}</sheetData></worksheet>`,
  };
}

function record(id: number, ...parts: (number[] | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(body.length, 2);
  return Buffer.concat([head, body]);
}

const u16 = (value: number) => [value & 0xff, value >> 8];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
const wide = (text: string) => Buffer.concat([Buffer.from([1]), Buffer.from(text, 'utf16le')]);

export interface XlsCell {
  row: number;
  column: number;
  value: string | number;
  /** 0 general, 1 date, 2 date and time. */
  style?: 0 | 1 | 2;
}

/** A BIFF8 .xls file with one sheet; `password` marks it as encrypted. */
export function xlsOf(cells: readonly XlsCell[], options: { password?: boolean } = {}): Buffer {
  const begin = (kind: number) => record(0x0809, [0, 6], u16(kind), u16(0), u16(0), u32(0), u32(0));
  const xf = (format: number) => record(0x00e0, u16(0), u16(format), Buffer.alloc(16));
  const globals = (sheetAt: number) =>
    Buffer.concat([
      begin(5),
      ...(options.password ? [record(0x002f, Buffer.alloc(6))] : []),
      ...[0, 14, 22].map(xf),
      record(0x0085, u32(sheetAt), [0, 0], [1], wide('S')),
      record(0x000a),
    ]);
  const body = cells.map(({ row, column, value, style = 0 }) => {
    const where = [...u16(row), ...u16(column), ...u16(style)];
    if (typeof value === 'string') return record(0x0204, where, u16(value.length), wide(value));
    const number = Buffer.alloc(8);
    number.writeDoubleLE(value);
    return record(0x0203, where, number);
  });
  const sheetAt = globals(0).length;
  return oleOf('Workbook', Buffer.concat([globals(sheetAt), begin(16), ...body, record(0x000a)]));
}

/** An OLE2 file (512-byte sectors) that holds one stream. */
export function oleOf(name: string, content: Buffer): Buffer {
  const sectors = Math.max(8, Math.ceil(content.length / 512));
  const stream = Buffer.alloc(sectors * 512);
  content.copy(stream);
  const header = Buffer.alloc(512, 0xff);
  header.fill(0, 0, 76);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  const fields: [at: number, value: number][] = [
    [24, 0x0003003e],
    [28, 0x0009fffe],
    [32, 6],
    [44, 1],
    [48, 1],
    [56, 4096],
    [60, 0xfffffffe],
    [68, 0xfffffffe],
    [76, 0],
  ];
  for (const [at, value] of fields) header.writeUInt32LE(value, at);
  const fat = Buffer.alloc(512, 0xff);
  const chain = [0xfffffffd, 0xfffffffe];
  for (let n = 0; n < sectors; n++) chain.push(n === sectors - 1 ? 0xfffffffe : n + 3);
  for (const [at, value] of chain.entries()) fat.writeUInt32LE(value, at * 4);
  const entry = (title: string, kind: number, child: number, start: number, size: number) => {
    const bytes = Buffer.alloc(128);
    bytes.write(title, 'utf16le');
    bytes.writeUInt16LE(title ? (title.length + 1) * 2 : 0, 64);
    bytes.writeUInt8(kind, 66);
    for (const [at, value] of [
      [68, 0xffffffff],
      [72, 0xffffffff],
      [76, child],
      [116, start],
      [120, size],
    ] as const) {
      bytes.writeUInt32LE(value, at);
    }
    return bytes;
  };
  const directory = Buffer.concat([
    entry('Root Entry', 5, 1, 0xfffffffe, 0),
    entry(name, 2, 0xffffffff, 2, stream.length),
    entry('', 0, 0xffffffff, 0, 0),
    entry('', 0, 0xffffffff, 0, 0),
  ]);
  return Buffer.concat([header, fat, directory, stream]);
}
