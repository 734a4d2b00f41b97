import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import { fileRow, type FileRow } from '@xinhang/shared/customer-work.ts';
import { sendFile } from './send-file.ts';

interface Upload {
  customerId: number;
  file: File;
  /** For a follow-up that is still being written. */
  draft?: boolean;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** Hangs a file on a customer. */
export async function uploadFile(upload: Upload): Promise<FileRow> {
  const { customerId, file, draft = false, onProgress, signal } = upload;
  const query = { name: file.name, ...(draft && { draft }) };
  const url = urlOf(api.files.upload, { params: { id: customerId }, query });
  const row = fileRow.safeParse(await sendFile({ url, file, onProgress, signal }));
  if (!row.success) throw new ConnectionError(null);
  return row.data;
}
