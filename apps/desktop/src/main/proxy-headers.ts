// Both directions pass named headers only: cookies, origin and authorization of the page never
// reach the server, and nothing of the server's answer can loosen the rules of the page.
const toServer = new Set([
  'accept',
  'accept-language',
  'cache-control',
  'content-type',
  'content-disposition',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'last-event-id',
  'range',
]);
const toPage = new Set([
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'last-modified',
  'retry-after',
]);
/** Set by the main process alone, or meaningful to the machines between, never by the page. */
const reserved =
  /^x-(?:xinhang-token|client-version|api-level|forwarded|real-ip|http-method|original|rewrite)/;

export interface ClientIdentity {
  clientVersion: string;
  apiLevel: number;
}

/** The headers sent to the server for a request of the page. */
export function requestHeaders(
  fromPage: Headers,
  identity: ClientIdentity,
  token: string | null,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of fromPage) {
    if (toServer.has(name) || (name.startsWith('x-') && !reserved.test(name)))
      headers[name] = value;
  }
  // Chromium does not decode what a custom protocol answers, and the network is a local one.
  headers['accept-encoding'] = 'identity';
  // Shown to the person in the list of open sessions.
  headers['user-agent'] = `Xinhang/${identity.clientVersion}`;
  headers['x-client-version'] = identity.clientVersion;
  headers['x-api-level'] = String(identity.apiLevel);
  if (token !== null) headers.authorization = `Bearer ${token}`;
  return headers;
}

/** The headers of the server's answer that the page may see. */
export function answerHeaders(
  fromServer: Record<string, string | string[] | undefined>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(fromServer)) {
    const passes = toPage.has(name) || (name.startsWith('x-') && !reserved.test(name));
    if (passes && value !== undefined) {
      headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
  }
  return { ...headers, ...inertHeaders };
}

/** An uploaded page or picture must not run as a part of the application. */
const inertHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
} as const;
