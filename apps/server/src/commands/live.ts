import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import type { OpenedDemo } from '../demo/open.ts';
import type { Deps } from '../deps.ts';
import type { Config } from '../ops/config.ts';
import type { Log } from '../ops/log.ts';
import { openDataDirectory, type Paths } from '../ops/paths.ts';
import { VERSION } from '../version.ts';

export interface LiveOptions {
  readonly config: Config;
  readonly log: Log;
  readonly screens: string | null;
  /** Opens the company of the store in use; at the first time it may found one. */
  open(paths: Paths): Promise<OpenedDemo>;
}

/**
 * The server that answers people, which can be closed and opened again on other data: a restore
 * exchanges the store while process, lock and port stay.
 */
export class LiveServer {
  readonly #options: LiveOptions;
  readonly #root: string;
  #app: FastifyInstance | undefined;
  #deps: Deps | undefined;
  #port: number;

  constructor(root: string, options: LiveOptions) {
    this.#root = root;
    this.#options = options;
    this.#port = options.config.port;
  }

  /** Null while the data are being exchanged. */
  get running(): FastifyInstance | null {
    return this.#app ?? null;
  }

  get log(): FastifyBaseLogger {
    return this.#options.log.logger;
  }

  get app(): FastifyInstance {
    if (!this.#app) throw new Error('The server is being restored.');
    return this.#app;
  }

  get deps(): Deps {
    if (!this.#deps) throw new Error('The server is being restored.');
    return this.#deps;
  }

  /** Opens the store in use; nobody is answered yet. */
  async open(): Promise<Omit<OpenedDemo, 'db'>> {
    const { log, config, screens } = this.#options;
    const paths = openDataDirectory(this.#root);
    const { db, ...opened } = await this.#options.open(paths);
    this.#deps = {
      db,
      paths,
      now: Date.now,
      random: randomBytes,
      version: VERSION,
      screens,
      log: log.logger,
      requestsPerMinute: config.requests_per_minute,
      gentle: true,
      uptime: () => uptime() * 1000,
      backupDirectory: config.backup_directory,
      swap: (work) => this.swap(work),
    };
    log.logger.info(
      { version: VERSION, schema: db.schemaVersion, node: process.version },
      'starting',
    );
    return opened;
  }

  /** Answers people from now on; returns the address. */
  async listen(): Promise<string> {
    const app = await buildApp(this.deps);
    try {
      app.clockwork.start();
      app.sealer.start();
      app.diskWatch.start();
      const { host } = this.#options.config;
      const address = await app.listen({ port: this.#port, host });
      // Port 0 is whatever was free at the first time.
      this.#port = Number(new URL(address).port) || this.#port;
      this.#app = app;
      return address;
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = undefined;
    await this.#deps?.db.close();
    this.#deps = undefined;
  }

  /**
   * Lets go of the data, lets `work` exchange them, and serves what is then there: also where the
   * work failed, for then it changed nothing. A server that cannot open its data again ends.
   */
  async swap(work: () => void): Promise<void> {
    await this.close();
    try {
      work();
    } finally {
      try {
        await this.open();
        await this.listen();
      } catch (error) {
        this.#options.log.logger.fatal({ err: error }, 'the data cannot be opened again');
        process.exitCode = 1;
        setImmediate(() => process.exit(1));
      }
    }
  }
}
