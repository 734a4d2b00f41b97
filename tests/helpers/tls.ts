import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';

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
  const agent = new Agent({ ...tls, maxCachedSessions: 0 });
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
