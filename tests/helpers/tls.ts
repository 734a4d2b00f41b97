import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { enrolmentProof } from '@xinhang/shared/devices.ts';

export interface TlsAnswer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  json: unknown;
}

let counter = 0;

/** One request over a connection of its own, with exactly these certificates and nothing else. */
export async function askTls(
  url: string,
  tls: AgentOptions,
  options: {
    method?: string;
    body?: object;
    token?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<TlsAnswer> {
  const agent = new Agent({ maxCachedSessions: 0, ...tls });
  const payload = options.body ? JSON.stringify(options.body) : undefined;
  const call = request(url, {
    agent,
    method: options.method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: {
      'idempotency-key': `tls-test-${(counter += 1)}`,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
      ...options.headers,
    },
  });
  try {
    const answered = once(call, 'response');
    call.end(payload);
    const [answer] = (await answered) as [IncomingMessage];
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk as string;
    const json = answer.headers['content-type']?.includes('json') ? JSON.parse(text) : null;
    return { status: answer.statusCode ?? 0, headers: answer.headers, text, json };
  } finally {
    agent.destroy();
  }
}

/** A connection after its handshake; rejects with the code of what went wrong. */
export async function handshake(options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect(options);
  await once(socket, 'secureConnect');
  return socket;
}

/** The code of the error with which a promise is rejected. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );

export interface TestDevice {
  id: number;
  /** PEM, as a client keeps them. */
  key: string;
  cert: string;
}

/** What a device sends when it asks, by a key that is made here. */
export function askingDevice(code: string, name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const proof = sign('sha256', Buffer.from(enrolmentProof(code, name)), privateKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey,
    body: {
      code,
      name,
      publicKey: spki.toString('base64'),
      proof: proof.toString('base64'),
    },
  };
}

type Call = (
  token: string | null,
  method: 'POST',
  path: string,
  body?: object,
) => Promise<{ status: number; text: string; json: unknown }>;

/** A code as an administrator reads it out. */
export async function newCode(call: Call, admin: string): Promise<string> {
  const { status, text, json } = await call(admin, 'POST', '/devices/codes', {});
  if (status !== 201) throw new Error(text);
  return (json as { texts: string[] }).texts[0]!.split('/')[1]!;
}

/** A device that asked and waits. */
export async function enrolled(call: Call, admin: string, name: string): Promise<TestDevice> {
  const { privateKey, body } = askingDevice(await newCode(call, admin), name);
  const { status, text, json } = await call(null, 'POST', '/devices/enrol', body);
  if (status !== 201) throw new Error(text);
  const { id, certificate } = json as { id: number; certificate: string };
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { id, key, cert: certificate };
}
