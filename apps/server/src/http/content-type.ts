import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance } from 'fastify';

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
/** As RFC 9110 writes a media type: its parameters have a name and a value. */
const mediaType = new RegExp(
  `^${token}/${token}(?:[ \\t]*;[ \\t]*${token}=(?:${token}|${quoted}))*[ \\t]*$`,
);
const charset = /;[ \t]*charset=("?)([^";]*)\1/gi;
const ours = new Set(['utf-8', 'utf8']);

/** Whether a body under this header is what this server reads: well said, and in UTF-8. */
export function isReadable(contentType: string): boolean {
  if (!mediaType.test(contentType)) return false;
  return [...contentType.matchAll(charset)].every(([, , name]) =>
    ours.has(name!.trim().toLowerCase()),
  );
}

/** Fastify takes whatever begins like JSON for UTF-8 (reliability.md, X5). */
export function refuseStrangeTypes(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'];
    const type = headers['content-type'];
    if (hasBody && type !== undefined && !isReadable(type)) {
      throw problem('unsupported-media-type');
    }
    done();
  });
}
