import { MIN_CLIENT_LEVEL } from '@xinhang/shared/contract/api.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses clients that speak an API level this server no longer serves. Who names no level is a
 * script and takes its chances; handshake and health stay open to clients of any age.
 */
export function refuseOldClients(app: FastifyInstance, serverVersion: string): void {
  const open = new Set(['/api/handshake', '/api/v1/health']);
  app.addHook('onRequest', async (request) => {
    const level = request.headers['x-api-level'];
    if (typeof level !== 'string' || !/^\d{1,6}$/.test(level)) return;
    if (Number(level) >= MIN_CLIENT_LEVEL) return;
    const path = request.url.split('?', 1)[0]!;
    if (!path.startsWith('/api/') || open.has(path)) return;
    throw problem('client-too-old', {
      params: { serverVersion, minClientLevel: MIN_CLIENT_LEVEL },
    });
  });
}
