import { api } from '@xinhang/shared/contract/api.ts';
import { API_LEVEL } from '@xinhang/shared/contract/api.ts';
import { ApiError, ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import { fileRow, type FileRow } from '@xinhang/shared/customer-work.ts';
import { problemDocument } from '@xinhang/shared/problems.ts';
import { newKey } from './client.ts';

interface Upload {
  customerId: number;
  file: File;
  /** For a follow-up that is still being written. */
  draft?: boolean;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Streams a file to the server; `fetch` cannot say how far it is. */
export function uploadFile(upload: Upload): Promise<FileRow> {
  const { customerId, file, onProgress, signal, draft = false } = upload;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const input = {
      params: { id: customerId },
      query: { name: file.name, ...(draft && { draft }) },
    };
    request.open('POST', urlOf(api.files.upload, input));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-client-version', __CLIENT_VERSION__);
    request.setRequestHeader('x-api-level', String(API_LEVEL));
    request.setRequestHeader('idempotency-key', newKey());
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const row = request.status < 300 ? fileRow.safeParse(json(request)) : null;
      if (row?.success) resolve(row.data);
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
