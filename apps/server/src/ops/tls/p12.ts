import { createCipheriv, createHash, createHmac, pbkdf2Sync, type KeyObject } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { field, integer, nothing, octets, oid, plainField, sequence, set, tagged } from './der.ts';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3';
const X509 = '1.2.840.113549.1.9.22.1';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const AES256_CBC = '2.16.840.1.101.3.4.1.42';
const SHA256 = '2.16.840.1.101.3.4.2.1';

/** Few, because the password is ours and cannot be guessed: 80 bits and more. */
const ROUNDS = 2048;
const BLOCK = 64;

const algorithm = (id: string, parameters: Buffer) => sequence(oid(id), parameters);
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();
const content = (id: string, inside: Buffer) => sequence(oid(id), field(0, inside));

/** Encrypts by PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, then AES-256-CBC. */
function encrypted(plain: Buffer, password: string, random: (bytes: number) => Buffer) {
  const salt = random(16);
  const iv = random(16);
  const key = pbkdf2Sync(password, salt, ROUNDS, 32, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const scheme = algorithm(
    PBES2,
    sequence(
      algorithm(
        PBKDF2,
        sequence(octets(salt), integer(ROUNDS), integer(32), algorithm(HMAC_SHA256, nothing())),
      ),
      algorithm(AES256_CBC, octets(iv)),
    ),
  );
  return { scheme, bytes: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

/** The key of the seal, by the older way that the format has for it (RFC 7292, B.2, id 3). */
function sealKey(password: string, salt: Buffer): Buffer {
  const fill = (bytes: Buffer) => {
    const length = BLOCK * Math.ceil(bytes.length / BLOCK);
    return Buffer.from(Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length]!));
  };
  let key = Buffer.concat([
    Buffer.alloc(BLOCK, 3),
    fill(salt),
    // With the zero at its end, as the format counts it.
    fill(utf16(`${password}\0`)),
  ]);
  for (let round = 0; round < ROUNDS; round += 1) {
    key = createHash('sha256').update(key).digest();
  }
  return key;
}

/**
 * Key and certificate in one file that browsers and systems take in (PKCS#12, RFC 7292), readable
 * with the password alone. AES-256 and SHA-256: Windows from 10 on, Firefox, Chromium, OpenSSL.
 */
export function packKey(
  about: { name: string; key: KeyObject; certificate: X509Certificate; authority: X509Certificate },
  password: string,
  random: (bytes: number) => Buffer,
): Buffer {
  const { name, key, certificate, authority } = about;
  const attributes = set(
    sequence(oid(FRIENDLY_NAME), set(tagged(0x1e, utf16(name)))),
    sequence(oid(LOCAL_KEY_ID), set(octets(createHash('sha1').update(certificate.raw).digest()))),
  );
  const certificateBag = (one: X509Certificate, ...more: readonly Buffer[]) =>
    sequence(oid(CERTIFICATE), field(0, sequence(oid(X509), field(0, octets(one.raw)))), ...more);
  const certificates = encrypted(
    sequence(certificateBag(certificate, attributes), certificateBag(authority)),
    password,
    random,
  );
  const shrouded = encrypted(key.export({ type: 'pkcs8', format: 'der' }), password, random);
  const keyBag = sequence(
    oid(SHROUDED_KEY),
    field(0, sequence(shrouded.scheme, octets(shrouded.bytes))),
    attributes,
  );
  const safes = sequence(
    content(
      ENCRYPTED_DATA,
      sequence(
        integer(0),
        sequence(oid(DATA), certificates.scheme, plainField(0, certificates.bytes)),
      ),
    ),
    content(DATA, octets(sequence(keyBag))),
  );
  const salt = random(16);
  const seal = createHmac('sha256', sealKey(password, salt)).update(safes).digest();
  return sequence(
    integer(3),
    content(DATA, octets(safes)),
    sequence(sequence(algorithm(SHA256, nothing()), octets(seal)), octets(salt), integer(ROUNDS)),
  );
}
