import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { request as send, type Dispatcher } from 'undici';
import { connectionFailure, type Connection } from './connection.ts';
import { reasonOf, type Log } from './log.ts';
import { answerHeaders, requestHeaders, type ClientIdentity } from './proxy-headers.ts';
import { proxyProblem, type ProxyProblemCode } from './proxy-problem.ts';
import { readSmall, saysSessionEnded, sessionStep, takeToken } from './session-answer.ts';
import type { TokenStore } from './token-store.ts';

export interface ProxyDeps {
  connection: () => Connection | null;
  tokens: TokenStore;
  identity: ClientIdentity;
  onSessionEnded: () => void;
  log: Log;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const withoutBody = new Set([204, 205, 304]);
/** A report may take minutes before its first byte; a live stream beats every 2 s, and its page listens. */
const HEADERS_TIMEOUT_MS = 300_000;
const SILENCE_TIMEOUT_MS = 300_000;
const STREAM_SILENCE_TIMEOUT_MS = 45_000;

type Answer = Dispatcher.ResponseData;

const headersOf = (answer: Answer) => answerHeaders(answer.headers);

async function stream(answer: Answer): Promise<Response> {
  if (withoutBody.has(answer.statusCode)) {
    await answer.body.dump();
    return new Response(null, { status: answer.statusCode, headers: headersOf(answer) });
  }
  const body = Readable.toWeb(answer.body) as unknown as ReadableStream;
  return new Response(body, { status: answer.statusCode, headers: headersOf(answer) });
}

function rewritten(answer: Answer, text: string): Response {
  const headers = headersOf(answer);
  delete headers['content-length'];
  return new Response(text, { status: answer.statusCode, headers });
}

async function login(answer: Answer, origin: string, deps: ProxyDeps): Promise<Response> {
  const { token, rest } = takeToken(await readSmall(answer.body));
  if (token === null) deps.log.error('login-without-token');
  else await deps.tokens.keep(origin, token);
  return rewritten(answer, rest);
}

async function unauthorised(answer: Answer, used: string | null, origin: string, deps: ProxyDeps) {
  const text = await readSmall(answer.body);
  // A slow answer to an older session must not end the one that has begun since.
  if (saysSessionEnded(text) && used !== null && deps.tokens.tokenFor(origin) === used) {
    await deps.tokens.clear();
    deps.onSessionEnded();
  }
  return rewritten(answer, text);
}

async function forward(incoming: Request, to: Connection, deps: ProxyDeps): Promise<Response> {
  const url = new URL(incoming.url);
  const step = sessionStep(incoming.method, url.pathname);
  const token = step === 'login' ? null : deps.tokens.tokenFor(to.origin);
  const headers = requestHeaders(incoming.headers, deps.identity, token);
  if (step === 'login') headers['x-xinhang-token'] = 'bearer';
  const live = headers.accept?.includes('text/event-stream') ?? false;
  try {
    const answer = await send(`${to.origin}${url.pathname}${url.search}`, {
      dispatcher: to.dispatcher,
      method: incoming.method as Dispatcher.HttpMethod,
      headers,
      body: incoming.body ? Readable.fromWeb(incoming.body as unknown as NodeStream) : null,
      signal: incoming.signal,
      headersTimeout: HEADERS_TIMEOUT_MS,
      bodyTimeout: live ? STREAM_SILENCE_TIMEOUT_MS : SILENCE_TIMEOUT_MS,
    });
    const encoding = answer.headers['content-encoding'];
    const redirect = answer.statusCode >= 300 && answer.statusCode < 400;
    if ((encoding && encoding !== 'identity') || (redirect && answer.statusCode !== 304)) {
      // undici reports its own abort as an error event, which nobody else would hear.
      answer.body.on('error', () => {}).destroy();
      throw new UnusableAnswer('encoded or redirected');
    }
    if (step === 'login' && answer.statusCode < 300) {
      return await login(answer, to.origin, deps).catch((error: unknown) => {
        throw new UnusableAnswer(reasonOf(error));
      });
    }
    if (answer.statusCode === 401) return await unauthorised(answer, token, to.origin, deps);
    return await stream(answer);
  } finally {
    // Whatever the server said or did not say: a person who logged out is logged out here. A slow
    // answer must not end the session that has begun since.
    const same = deps.tokens.tokenFor(to.origin) === token;
    if (step === 'logout' && same) await deps.tokens.clear();
  }
}

class UnusableAnswer extends Error {}

/**
 * Forwards the page's `/api/...` to the chosen server, streaming both ways, with the token that the
 * page never sees. Answers a problem document where there is no usable answer; never throws.
 */
export function createProxy(deps: ProxyDeps): (incoming: Request) => Promise<Response> {
  return async (incoming) => {
    const to = deps.connection();
    if (to === null) return proxyProblem('server-not-chosen');
    if (!methods.has(incoming.method)) return proxyProblem('method-not-allowed');
    try {
      return await forward(incoming, to, deps);
    } catch (error) {
      const failure: ProxyProblemCode =
        error instanceof UnusableAnswer
          ? 'answer-unusable'
          : (connectionFailure(error).code as ProxyProblemCode);
      if (!incoming.signal.aborted) deps.log.warn(failure, { reason: reasonOf(error) });
      return proxyProblem(failure);
    }
  };
}
