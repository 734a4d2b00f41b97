import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509';
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';

const DAY_MS = 86_400_000;
/** Clocks of the office differ; a certificate is good a little before it was made. */
const BEFORE_MS = DAY_MS;

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface KeyedCertificate {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

export interface Maker {
  /** UTC ms. */
  readonly now: number;
  readonly random: (bytes: number) => Buffer;
}

/** As it is written, whatever is in it; a plain string would be read for its quotes. */
const named = (commonName: string) => new Name([{ CN: [{ utf8String: commonName }] }]);

/** The forms in which the library takes keys. */
const signing = (key: KeyObject) => key.toCryptoKey(ECDSA, false, ['sign']) as CryptoKey;
const spkiOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

interface Content {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  days: number;
  /** Never longer than this, UTC ms. */
  until?: number;
  extensions: readonly Extension[];
}

async function signed(
  content: Content,
  issuerKey: KeyObject,
  maker: Maker,
): Promise<X509Certificate> {
  const end = Math.min(maker.now + content.days * DAY_MS, content.until ?? Infinity);
  const publicKey = new PublicKey(spkiOf(content.publicKey));
  const made = await X509CertificateGenerator.create({
    // 127 random bits; the first byte is neither zero nor negative.
    serialNumber: `40${maker.random(15).toString('hex')}`,
    subject: named(content.subject),
    issuer: named(content.issuer),
    notBefore: new Date(maker.now - BEFORE_MS),
    notAfter: new Date(end),
    publicKey,
    signingKey: signing(issuerKey),
    signingAlgorithm: ECDSA,
    extensions: [...content.extensions, await SubjectKeyIdentifierExtension.create(publicKey)],
  });
  return new X509Certificate(Buffer.from(made.rawData));
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: ECDSA.namedCurve });

/** Ten years: longer than any office keeps its server. */
const AUTHORITY_DAYS = 3653;
/** What browsers accept at most. */
const LEAF_DAYS = 398;

/** The office's own authority. It signs certificates of servers and devices, and no authorities. */
export async function makeAuthority(maker: Maker): Promise<KeyedCertificate> {
  const { privateKey, publicKey } = newKeys();
  // Two of them in one list of a browser are told apart.
  const name = `Xinhang CA ${createHash('sha256').update(spkiOf(publicKey)).digest('hex').slice(0, 8)}`;
  const certificate = await signed(
    {
      subject: name,
      issuer: name,
      publicKey,
      days: AUTHORITY_DAYS,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    },
    privateKey,
    maker,
  );
  return { key: privateKey, certificate };
}

/** A name or an address of a machine. Mapped addresses are put into the form the library reads. */
function alternative(name: string): { type: 'dns' | 'ip'; value: string } {
  const family = isIP(name);
  if (family === 0) return { type: 'dns', value: name };
  const value = family === 4 ? name : new URL(`http://[${name}]`).hostname.slice(1, -1);
  return { type: 'ip', value };
}

const commonNameOf = (certificate: X509Certificate) =>
  /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '';

async function leaf(
  authority: KeyedCertificate,
  about: {
    subject: string;
    publicKey: KeyObject;
    purpose: ExtendedKeyUsage;
    names: readonly string[];
    days: number;
  },
  maker: Maker,
): Promise<X509Certificate> {
  const { names } = about;
  const issuerKey = createPublicKey(authority.key);
  return await signed(
    {
      subject: about.subject,
      issuer: commonNameOf(authority.certificate),
      publicKey: about.publicKey,
      days: about.days,
      until: authority.certificate.validToDate.getTime(),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([about.purpose]),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names.map(alternative))] : []),
        await AuthorityKeyIdentifierExtension.create(new PublicKey(spkiOf(issuerKey))),
      ],
    },
    authority.key,
    maker,
  );
}

/** A certificate for the server under these names and addresses, with a key of its own. */
export async function issueServer(
  authority: KeyedCertificate,
  names: readonly string[],
  maker: Maker,
): Promise<KeyedCertificate> {
  const { privateKey, publicKey } = newKeys();
  const purpose = ExtendedKeyUsage.serverAuth;
  const about = { subject: 'Xinhang server', publicKey, purpose, days: LEAF_DAYS, names };
  return { key: privateKey, certificate: await leaf(authority, about, maker) };
}

/** A certificate for the key of a device; `commonName` is for people and proves nothing. */
export async function issueDevice(
  authority: KeyedCertificate,
  { commonName, publicKey }: { commonName: string; publicKey: KeyObject },
  maker: Maker,
): Promise<X509Certificate> {
  return await leaf(
    authority,
    {
      subject: commonName,
      publicKey,
      purpose: ExtendedKeyUsage.clientAuth,
      // Its row says at every request whether it is let in; an end would only lock people out.
      days: AUTHORITY_DAYS,
      names: [],
    },
    maker,
  );
}
