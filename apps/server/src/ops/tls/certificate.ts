import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { isIP, SocketAddress } from 'node:net';
import {
  bits,
  field,
  instant,
  integer,
  octets,
  oid,
  plainField,
  sequence,
  set,
  truth,
  utf8,
} from './der.ts';

const DAY_MS = 86_400_000;
/** Clocks of the office differ; a certificate is good a little before it was made. */
const BEFORE_MS = DAY_MS;

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const COMMON_NAME = oid('2.5.4.3');
const SERVER_AUTH = oid('1.3.6.1.5.5.7.3.1');
const CLIENT_AUTH = oid('1.3.6.1.5.5.7.3.2');

export interface KeyedCertificate {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

export interface Maker {
  /** UTC ms. */
  readonly now: number;
  readonly random: (bytes: number) => Buffer;
}

const nameOf = (commonName: string) => sequence(set(sequence(COMMON_NAME, utf8(commonName))));

const publicBytes = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

/** Names a key inside certificates: SHA-1, as RFC 5280 has it; nothing rests on it. */
const keyName = (spki: Buffer) => createHash('sha1').update(spki).digest();

const extension = (id: string, critical: boolean, value: Buffer) =>
  sequence(oid(id), ...(critical ? [truth()] : []), octets(value));

const names = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  subjectKey: '2.5.29.14',
  authorityKey: '2.5.29.35',
} as const;

interface Content {
  subject: string;
  issuer: string;
  spki: Buffer;
  days: number;
  /** Never longer than this, UTC ms. */
  until?: number;
  extensions: readonly Buffer[];
}

function signed(content: Content, issuerKey: KeyObject, maker: Maker): X509Certificate {
  // 127 random bits; the first byte is neither zero nor negative.
  const serial = Buffer.concat([Buffer.of(0x40), maker.random(15)]);
  const end = Math.min(maker.now + content.days * DAY_MS, content.until ?? Infinity);
  const body = sequence(
    field(0, integer(2)),
    integer(serial),
    ECDSA_SHA256,
    nameOf(content.issuer),
    sequence(instant(maker.now - BEFORE_MS), instant(end)),
    nameOf(content.subject),
    content.spki,
    field(3, sequence(...content.extensions)),
  );
  const signature = sign('sha256', body, issuerKey);
  return new X509Certificate(sequence(body, ECDSA_SHA256, bits(signature)));
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Ten years: longer than any office keeps its server. */
const AUTHORITY_DAYS = 3653;
/** What browsers accept at most. */
const LEAF_DAYS = 398;

/** The office's own authority. It signs certificates of servers and devices, and no authorities. */
export function makeAuthority(maker: Maker): KeyedCertificate {
  const { privateKey, publicKey } = newKeys();
  const spki = publicBytes(publicKey);
  // Two of them in one list of a browser are told apart.
  const name = `Xinhang CA ${createHash('sha256').update(spki).digest('hex').slice(0, 8)}`;
  const certificate = signed(
    {
      subject: name,
      issuer: name,
      spki,
      days: AUTHORITY_DAYS,
      extensions: [
        extension(names.basicConstraints, true, sequence(truth(), integer(0))),
        // keyCertSign
        extension(names.keyUsage, true, bits(Buffer.of(0b0000_0100), 2)),
        extension(names.subjectKey, false, octets(keyName(spki))),
      ],
    },
    privateKey,
    maker,
  );
  return { key: privateKey, certificate };
}

function ipBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // The system's own form: eight groups once the gap is filled.
  const { address: text } = new SocketAddress({ address, family: 'ipv6' });
  const mapped = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const hex = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
  const whole = mapped
    ? `${mapped[1]}${hex(mapped[2]!, mapped[3]!)}:${hex(mapped[4]!, mapped[5]!)}`
    : text;
  const [head = '', tail] = whole.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const gap = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return Buffer.from(
    [...before, ...gap, ...after].map((group) => group.padStart(4, '0')).join(''),
    'hex',
  );
}

const alternative = (name: string) =>
  isIP(name) === 0 ? plainField(2, Buffer.from(name, 'ascii')) : plainField(7, ipBytes(name));

const commonNameOf = (certificate: X509Certificate) =>
  /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '';

function leaf(
  authority: KeyedCertificate,
  about: {
    subject: string;
    spki: Buffer;
    purpose: Buffer;
    names: readonly string[];
    days: number;
  },
  maker: Maker,
): X509Certificate {
  const authorityKey = publicBytes(createPublicKey(authority.key));
  return signed(
    {
      subject: about.subject,
      issuer: commonNameOf(authority.certificate),
      spki: about.spki,
      days: about.days,
      until: authority.certificate.validToDate.getTime(),
      extensions: [
        extension(names.basicConstraints, true, sequence()),
        // digitalSignature
        extension(names.keyUsage, true, bits(Buffer.of(0b1000_0000), 7)),
        extension(names.extendedKeyUsage, false, sequence(about.purpose)),
        ...(about.names.length > 0
          ? [extension(names.subjectAltName, false, sequence(...about.names.map(alternative)))]
          : []),
        extension(names.subjectKey, false, octets(keyName(about.spki))),
        extension(names.authorityKey, false, sequence(plainField(0, keyName(authorityKey)))),
      ],
    },
    authority.key,
    maker,
  );
}

/** A certificate for the server under these names and addresses, with a key of its own. */
export function issueServer(
  authority: KeyedCertificate,
  serverNames: readonly string[],
  maker: Maker,
): KeyedCertificate {
  const { privateKey, publicKey } = newKeys();
  const certificate = leaf(
    authority,
    {
      subject: 'Xinhang server',
      spki: publicBytes(publicKey),
      purpose: SERVER_AUTH,
      days: LEAF_DAYS,
      names: serverNames,
    },
    maker,
  );
  return { key: privateKey, certificate };
}

/** A certificate for the key of a device; `commonName` is for people and proves nothing. */
export function issueDevice(
  authority: KeyedCertificate,
  about: { commonName: string; publicKey: KeyObject },
  maker: Maker,
): X509Certificate {
  return leaf(
    authority,
    {
      subject: about.commonName,
      spki: publicBytes(about.publicKey),
      purpose: CLIENT_AUTH,
      // Its row says at every request whether it is let in; an end would only lock people out.
      days: AUTHORITY_DAYS,
      names: [],
    },
    maker,
  );
}
