import { api } from '@xinhang/shared/contract/api.ts';
import { API_LEVEL } from '@xinhang/shared/contract/api.ts';
import { ApiError, ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import { problemDocument } from '@xinhang/shared/problems.ts';
import { newKey } from './client.ts';

interface Upload {
  customerId: number;
  file: File;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Streams a file to the server; `fetch` cannot say how far it is. */
export function uploadFile({ customerId, file, onProgress, signal }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const input = { params: { id: customerId }, query: { name: file.name } };
    request.open('POST', urlOf(api.files.upload, input));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-client-version', __CLIENT_VERSION__);
    request.setRequestHeader('x-api-level', String(API_LEVEL));
    request.setRequestHeader('idempotency-key', newKey());
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status < 300) resolve();
      else reject(refusal(request));
    });
    request.addEventListener('error', () => reject(new ConnectionError(null)));
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function refusal(request: XMLHttpRequest): Error {
  try {
    const problem = problemDocument.safeParse(JSON.parse(request.responseText));
    if (problem.success) return new ApiError(problem.data);
  } catch {
    // Not from our server: a proxy in between, or it went down while answering.
  }
  return new ConnectionError(null);
}
