import { API_LEVEL } from '@xinhang/shared/contract/api.ts';
import { ApiError, ConnectionError } from '@xinhang/shared/contract/client.ts';
import { problemDocument } from '@xinhang/shared/problems.ts';
import { newKey, requests } from './client.ts';

interface Sending {
  /** Address of an upload endpoint, as `urlOf` makes it. */
  url: string;
  file: File;
  /** From 0 to 1; null while the line is down. */
  onProgress: (part: number | null) => void;
  signal: AbortSignal;
}

const longestWaitMs = 2000;

/**
 * Streams a file to the server and answers what it said. Goes on trying while the line is down,
 * with the same key, so that the server keeps it once; the signal ends that.
 */
export async function sendFile(sending: Sending): Promise<unknown> {
  const key = newKey();
  for (let failures = 0; ; failures += 1) {
    try {
      return await requests.run((signal) => sendOnce({ ...sending, signal }, key), sending.signal);
    } catch (error) {
      if (sending.signal.aborted || !isBroken(error)) throw error;
      sending.onProgress(null);
      await pause(Math.min(longestWaitMs, 500 * 2 ** failures), sending.signal);
    }
  }
}

/** The line broke, or was cut because it is dead. */
const isBroken = (error: unknown) =>
  error instanceof ConnectionError ||
  (error instanceof DOMException && error.name === 'AbortError');

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new DOMException('stopped', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    window.setTimeout(resolve, ms);
  });
}

/** `fetch` cannot say how far it is. */
function sendOnce({ url, file, onProgress, signal }: Sending, key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-client-version', __CLIENT_VERSION__);
    request.setRequestHeader('x-api-level', String(API_LEVEL));
    request.setRequestHeader('idempotency-key', key);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(json(request));
      else reject(refusal(request));
    });
    request.addEventListener('error', () => reject(new ConnectionError(null)));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function json(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText) as unknown;
  } catch {
    // Not from our server: a proxy in between, or it went down while answering.
    return null;
  }
}

function refusal(request: XMLHttpRequest): Error {
  const problem = problemDocument.safeParse(json(request));
  return problem.success ? new ApiError(problem.data) : new ConnectionError(null);
}
