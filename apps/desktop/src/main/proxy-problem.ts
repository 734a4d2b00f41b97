import type { BridgeFailureCode } from '../bridge/failure.ts';

/** Codes of answers that the main process gives itself, in place of the server. */
export type ProxyProblemCode =
  | Extract<BridgeFailureCode, 'server-not-chosen' | 'server-unreachable' | 'server-untrusted'>
  | 'answer-unusable'
  | 'method-not-allowed';

export const proxyProblemStatus: Record<ProxyProblemCode, number> = {
  'server-not-chosen': 503,
  'server-unreachable': 503,
  'server-untrusted': 503,
  'answer-unusable': 502,
  'method-not-allowed': 405,
};

/** A problem document of the same form as the server's, so that screens treat both alike. */
export function proxyProblem(code: ProxyProblemCode): Response {
  const body = {
    type: `urn:xinhang:problem:${code}`,
    title: code,
    status: proxyProblemStatus[code],
    code,
    instance: 'desktop',
  };
  return new Response(JSON.stringify(body), {
    status: proxyProblemStatus[code],
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
