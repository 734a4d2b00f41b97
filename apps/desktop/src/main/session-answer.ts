import type { Dispatcher } from 'undici';

export const LOGIN_PATH = '/api/v1/auth/login';
const logoutPaths = new Set(['/api/v1/auth/logout', '/api/v1/auth/logout-everywhere']);
const MAX_BYTES = 1024 * 1024;

export type SessionStep = 'login' | 'logout' | 'other';

/** What a request means for the session of this computer. */
export function sessionStep(method: string, pathname: string): SessionStep {
  if (method !== 'POST') return 'other';
  if (pathname === LOGIN_PATH) return 'login';
  return logoutPaths.has(pathname) ? 'logout' : 'other';
}

type Body = Dispatcher.ResponseData['body'];

/** Reads a small answer whole; throws when it is not small. */
export async function readSmall(body: Body): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BYTES) throw new Error('answer too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** What the text says in JSON, or null where it says nothing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Takes the token out of a login answer: what is left of the text is safe to pass on. */
export function takeToken(text: string): { token: string | null; rest: string } {
  const answer = parsed(text);
  // The parser's own message quotes the text, and with it perhaps the token, into the log.
  if (typeof answer !== 'object' || answer === null) throw new Error('not a JSON object');
  const token = 'token' in answer ? answer.token : null;
  return {
    token: typeof token === 'string' && token !== '' ? token : null,
    rest: JSON.stringify({ ...answer, token: null }),
  };
}

/** True for the problem that says the session is over. */
export function saysSessionEnded(text: string): boolean {
  return (parsed(text) as { code?: unknown } | null)?.code === 'session-ended';
}
