import { reasonOf, type Log } from './log.ts';
import { APP_ORIGIN } from './origin.ts';
import { servePageFile } from './page-files.ts';

export interface AppProtocolDeps {
  rendererDir: string;
  forward: (incoming: Request) => Promise<Response>;
  log: Log;
}

/** Answers everything the page loads: `/api/...` from the server, all else from the packed files. */
export function createAppProtocol(deps: AppProtocolDeps): (incoming: Request) => Promise<Response> {
  return async (incoming) => {
    try {
      if (!incoming.url.startsWith(`${APP_ORIGIN}/`)) return new Response(null, { status: 404 });
      const { pathname } = new URL(incoming.url);
      if (pathname === '/api' || pathname.startsWith('/api/')) return await deps.forward(incoming);
      return await servePageFile(deps.rendererDir, incoming, deps.log);
    } catch (error) {
      deps.log.error('protocol-failed', { reason: reasonOf(error) });
      return new Response(null, { status: 500 });
    }
  };
}
