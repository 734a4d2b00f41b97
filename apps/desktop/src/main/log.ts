import log from 'electron-log/node.js';

/** What the modules of the main process write to. Data never holds tokens, names or text. */
export interface Log {
  info(event: string, data?: Record<string, unknown>): void;
  warn(event: string, data?: Record<string, unknown>): void;
  error(event: string, data?: Record<string, unknown>): void;
}

/**
 * A rotating file. The `node` flavour of electron-log, because its `main` flavour listens on an IPC
 * channel of its own, which would bypass the checks of `ipc.ts`.
 */
export function fileLog(path: string, alsoConsole: boolean): Log {
  const logger = log.create({ logId: 'main' });
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.maxSize = 2 * 1024 * 1024;
  logger.transports.console.level = alsoConsole ? 'info' : false;
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, data: Record<string, unknown> = {}) =>
      logger[level](event, JSON.stringify(data));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** The message of a thrown value, for a log line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  return code ? `${code}: ${error.message}` : error.message;
}
