import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildApp } from '../app.ts';
import { overloadLimits } from '../http/overload.ts';
import type { OpenedDemo } from '../demo/open.ts';
import type { Deps } from '../deps.ts';
import type { Machine } from '../machine.ts';
import { listed, type Config, type ConfigKey } from '../ops/config.ts';
import type { Log } from '../ops/log.ts';
import { openDataDirectory, type Paths } from '../ops/paths.ts';
import { fingerprint, keepOfficeKeys, readAuthority } from '../ops/tls/office-keys.ts';
import { announce } from '../ops/announce.ts';
import { certificateNames } from '../ops/tls/own-names.ts';
import { VERSION } from '../version.ts';

/** Where people reach the server. */
export interface Listening {
  /** For this machine, without encryption. */
  readonly address: string;
  /** For the network; null where this machine is by itself. */
  readonly tls: {
    readonly addresses: string[];
    /** Addresses of config.toml that the machine does not have now. */
    readonly absent: readonly string[];
    readonly fingerprint: string;
  } | null;
}

export interface LiveOptions {
  readonly config: Config;
  /** What config.toml does not decide. */
  readonly fixed: ReadonlySet<ConfigKey>;
  readonly log: Log;
  readonly screens: string | null;
  readonly machine: Machine;
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
  #config: Config;
  #port: number;
  /** Ends what is said of it on the network. */
  #silence: (() => Promise<void>) | undefined;
  #tlsPort: number;

  constructor(root: string, options: LiveOptions) {
    this.#root = root;
    this.#options = options;
    this.#config = options.config;
    this.#port = options.config.port;
    this.#tlsPort = options.config.tls_port;
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
    const { log, screens, machine, fixed } = this.#options;
    const config = this.#config;
    const paths = openDataDirectory(this.#root);
    const { db, ...opened } = await this.#options.open(paths);
    this.#deps = {
      db,
      paths,
      ...machine,
      version: VERSION,
      screens,
      log: log.logger,
      requestsPerMinute: config.requests_per_minute,
      overload: overloadLimits,
      gentle: true,
      backupDirectory: config.backup_directory,
      swap: (work) => this.swap(work),
      standing: {
        fixed,
        changed: (values) => {
          this.#config = { ...this.#config, ...values };
        },
        listenAt: (hosts) => this.#listenAt(hosts),
      },
    };
    log.logger.info(
      { version: VERSION, schema: db.schemaVersion, node: process.version },
      'starting',
    );
    return opened;
  }

  /** Answers people from now on. */
  async listen(): Promise<Listening> {
    const app = await buildApp(this.deps);
    try {
      app.clockwork.start();
      app.sealer.start();
      app.diskWatch.start();
      const { host } = this.#config;
      const address = await app.listen({ port: this.#port, host });
      // Port 0 is whatever was free at the first time.
      this.#port = Number(new URL(address).port) || this.#port;
      const tls = await this.#openTls(app);
      this.#app = app;
      return { address, tls };
    } catch (error) {
      await app.close();
      throw error;
    }
  }

  async #openTls(app: FastifyInstance): Promise<Listening['tls']> {
    const { log } = this.#options;
    const config = this.#config;
    const { paths, now, random } = this.deps;
    const hosts = listed(config.tls_host);
    const names = () => certificateNames(config);
    if (hosts.length === 0) {
      // They are on the sheet of whoever sets up the office, long before somebody listens.
      try {
        await keepOfficeKeys(paths, { now: now(), random }, names());
      } catch (err) {
        log.logger.error({ err }, 'there is no certificate for the network');
      }
      return null;
    }
    const addresses = await app.tls.open(app, { hosts, port: this.#tlsPort, names });
    this.#tlsPort = app.tls.port ?? this.#tlsPort;
    await this.#announce(hosts);
    const { absent } = app.tls;
    return { addresses, absent, fingerprint: fingerprint(readAuthority(paths)!) };
  }

  async #listenAt(hosts: readonly string[]): Promise<void> {
    const { log } = this.#options;
    this.#config = { ...this.#config, tls_host: hosts.join(',') || 'none' };
    const names = () => certificateNames(this.#config);
    try {
      await this.app.tls.move(this.app, { hosts, port: this.#tlsPort, names });
      this.#tlsPort = this.app.tls.port ?? this.#tlsPort;
      await this.#announce(hosts);
      log.logger.info({ hosts }, 'listening for other machines');
    } catch (err) {
      log.logger.error({ err, hosts }, 'cannot listen for other machines');
    }
  }

  /** Lets the machines of the network know where it is, or that it is there no more. */
  async #announce(hosts: readonly string[]): Promise<void> {
    await this.#silence?.();
    this.#silence = undefined;
    const forOthers = hosts.some((host) => !/^(127\.|::1$|localhost$)/.test(host));
    if (!forOthers || this.#tlsPort === 0) return;
    this.#silence = await announce(this.#tlsPort, this.#options.log.logger);
  }

  async close(): Promise<void> {
    await this.#silence?.();
    this.#silence = undefined;
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
