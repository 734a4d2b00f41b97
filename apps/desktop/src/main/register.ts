import {
  createPrivateKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  X509Certificate,
} from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import { BridgeError } from './bridge-error.ts';
import { connectionFailure, openConnection, type DeviceIdentity, type Pin } from './connection.ts';
import { fetchAuthority, parseRegistration } from './registration.ts';

/** What is signed; a test holds it equal to what the server verifies. */
export const enrolmentProof = (code: string, name: string) =>
  `xinhang device enrolment\n${code}\n${name}`;

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 64 * 1024;

const answer = z.object({ certificate: z.string(), authority: z.string() });
const refusal = z.object({ code: z.string() });

/** The server's certificate for exactly this key, signed by the authority that was named. */
function accepted(text: string, key: string, pin: Pin): string {
  const { certificate: pem, authority } = answer.parse(JSON.parse(text));
  const certificate = new X509Certificate(pem);
  const own = new X509Certificate(pin);
  const good =
    new X509Certificate(authority).fingerprint256 === own.fingerprint256 &&
    certificate.checkPrivateKey(createPrivateKey(key)) &&
    certificate.verify(own.publicKey);
  if (!good) throw new BridgeError('server-untrusted', { reason: 'certificate' });
  return pem;
}

/** What the server says no with, in our words. */
function refused(text: string): BridgeError {
  const parsed = refusal.safeParse(JSON.parse(text));
  const code = parsed.success ? parsed.data.code : '';
  const known = code === 'enrolment-refused' || code === 'validation-failed';
  return new BridgeError(known ? 'registration-refused' : 'server-not-xinhang', { reason: code });
}

async function ask(
  address: string,
  pin: Pin,
  body: object,
): Promise<{ ok: boolean; text: string }> {
  const connection = openConnection(address, pin, null);
  try {
    const reply = await request(`${connection.origin}/api/v1/devices/enrol`, {
      dispatcher: connection.dispatcher,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await reply.body.text();
    if (text.length > MAX_BYTES) throw new BridgeError('server-not-xinhang');
    return { ok: reply.statusCode === 201, text };
  } catch (error) {
    throw error instanceof BridgeError ? error : connectionFailure(error);
  } finally {
    await connection.close();
  }
}

/** A computer that asked: where, whom it trusts from now on, and with what it shows itself. */
export interface Registered {
  address: string;
  pin: Pin;
  identity: DeviceIdentity;
}

/**
 * Asks the server of a line to let this computer in, under a name that an administrator will read.
 * The key is made here and stays here; what leaves is its public half and a signature that proves
 * it. Throws `registration-invalid`, `registration-refused`, or what connecting throws.
 */
export async function register(text: string, name: string): Promise<Registered> {
  const registration = parseRegistration(text);
  const pin = await fetchAuthority(registration);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { address, code } = registration;
  const proof = sign('sha256', Buffer.from(enrolmentProof(code, name)), privateKey);
  const said = await ask(address, pin, {
    code,
    name,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    proof: proof.toString('base64'),
  });
  try {
    if (!said.ok) throw refused(said.text);
    return { address, pin, identity: { key, cert: accepted(said.text, key, pin) } };
  } catch (error) {
    throw error instanceof BridgeError ? error : new BridgeError('server-not-xinhang');
  }
}
