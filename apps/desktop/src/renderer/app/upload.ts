import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import { fileRow, type FileRow } from '@xinhang/shared/customer-work.ts';
import { sendFile } from './send-file.ts';

interface Upload {
  customerId: number;
  file: File;
  /** For a follow-up that is still being written. */
  draft?: boolean;
  /** From 0 to 1; null while the line is down. */
  onProgress: (part: number | null) => void;
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

/** Pictures on the clipboard are all called `image.png`; the time tells them apart. */
function named(file: File, at: Date): File {
  if (file.name !== 'image.png') return file;
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('-');
  return new File([file], `${day}-${time}.png`, { type: file.type });
}

/**
 * Files of a paste. Spreadsheets and word processors put a picture of the text beside the text: that
 * is meant as text.
 */
export function pastedFiles(from: DataTransfer): File[] {
  if (from.types.includes('text/plain')) return [];
  return [...from.files].map((file) => named(file, new Date()));
}
