import { createHash, subtle, type KeyObject } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { BmpString, OctetString } from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  CryptoEngine,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
  type ContentEncryptionAlgorithm,
} from 'pkijs';

const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';

/** Few, because the password is ours and cannot be guessed: 80 bits and more. */
const ROUNDS = 2048;
/** How the library numbers the ways to seal a file and to hide what is in it: by a password. */
const BY_PASSWORD = 0;
const PLAIN = 0;
const ENCRYPTED = 1;

type Random = (bytes: number) => Buffer;

/** What the library computes with; chance is the server's own. */
function engineOf(random: Random): CryptoEngine {
  const getRandomValues = (array: Uint8Array) => {
    array.set(random(array.byteLength));
    return array;
  };
  return new CryptoEngine({
    name: 'office',
    crypto: { subtle, getRandomValues } as unknown as Crypto,
  });
}

const bytesOf = (buffer: Buffer) => Uint8Array.from(buffer).buffer;

/** What ties key and certificate together, and what people see in the list of their system. */
function attributes(name: string, certificate: X509Certificate): Attribute[] {
  const id = createHash('sha1').update(certificate.raw).digest();
  return [
    new Attribute({ type: FRIENDLY_NAME, values: [new BmpString({ value: name })] }),
    new Attribute({ type: LOCAL_KEY_ID, values: [new OctetString({ valueHex: bytesOf(id) })] }),
  ];
}

function certificateBag({ raw }: X509Certificate, bagAttributes?: Attribute[]): SafeBag {
  const bagValue = new CertBag({ parsedValue: Certificate.fromBER(bytesOf(raw)) });
  return new SafeBag({ bagId: CERTIFICATE, bagValue, ...(bagAttributes && { bagAttributes }) });
}

/**
 * Key and certificate in one file that browsers and systems take in (PKCS#12, RFC 7292), readable
 * with the password alone. AES-256 and SHA-256: Windows from 10 on, Firefox, Chromium, OpenSSL.
 */
export async function packKey(
  about: { name: string; key: KeyObject; certificate: X509Certificate; authority: X509Certificate },
  secret: string,
  random: Random,
): Promise<Buffer> {
  const engine = engineOf(random);
  const { name, key, certificate, authority } = about;
  const password = bytesOf(Buffer.from(secret));
  const hiding = {
    password,
    // The vector is made by the library, at random each time.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as ContentEncryptionAlgorithm,
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ROUNDS,
  };
  const pkcs8 = bytesOf(key.export({ type: 'pkcs8', format: 'der' }));
  const shrouded = new PKCS8ShroudedKeyBag({ parsedValue: PrivateKeyInfo.fromBER(pkcs8) });
  await shrouded.makeInternalValues(hiding, engine);
  const bagAttributes = attributes(name, certificate);
  const keys = [new SafeBag({ bagId: SHROUDED_KEY, bagValue: shrouded, bagAttributes })];
  const certificates = [certificateBag(certificate, bagAttributes), certificateBag(authority)];
  const authenticatedSafe = new AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: PLAIN, value: new SafeContents({ safeBags: keys }) },
        { privacyMode: ENCRYPTED, value: new SafeContents({ safeBags: certificates }) },
      ],
    },
  });
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, hiding] }, engine);
  const file = new PFX({ parsedValue: { integrityMode: BY_PASSWORD, authenticatedSafe } });
  const seal = {
    password,
    iterations: ROUNDS,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  };
  await file.makeInternalValues(seal, engine);
  return Buffer.from(file.toSchema().toBER());
}
