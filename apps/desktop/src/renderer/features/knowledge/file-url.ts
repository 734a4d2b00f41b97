import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { articleFile, type ArticleFile } from '@xinhang/shared/knowledge.ts';
import { ConnectionError } from '@xinhang/shared/contract/client.ts';
import { sendFile } from '../../app/send-file.ts';

/** Where the bytes of a file of an article are. */
export const articleFileUrl = (id: number) => urlOf(api.knowledge.downloadFile, { params: { id } });

/** Sends a picture or file for an article that is being written. */
export async function sendArticleFile(file: File, signal: AbortSignal): Promise<ArticleFile> {
  const url = urlOf(api.knowledge.uploadFile, { query: { name: file.name } });
  const row = articleFile.safeParse(
    await sendFile({ url, file, signal, onProgress: () => undefined }),
  );
  if (!row.success) throw new ConnectionError(null);
  return row.data;
}
