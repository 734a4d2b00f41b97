import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { networkAddresses } from '../ops/tls/own-names.ts';
import { keepOfficeKeys, pemOf, type KeptKeys } from '../ops/tls/office-keys.ts';
import type { Deps } from '../deps.ts';
import { answerUnreadable, connectionLimits, MAX_CONNECTIONS } from './limits.ts';

/** Whoever connects and says nothing is cut after this; the default is two minutes. */
const HANDSHAKE_MS = 5000;
/** As Fastify has it for its own server. */
const KEEP_ALIVE_MS = 72_000;
/** A certificate ends slowly, but a machine gets a new address at any time. */
const LOOK_EVERY_MS = 60_000;

/** How soon an address that was not there yet is tried again. */
const TRY_AGAIN_MS = 30_000;

/** An answer that is on its way takes no longer. */
const CUT_MS = 1000;

export interface TlsOrder {
  /** Addresses to listen on. */
  readonly hosts: readonly string[];
  /** 0 takes any that is free, the same at each address. */
  readonly port: number;
  /** What this machine is called now: the certificate is made for these. */
  readonly names: () => readonly string[];
}

const contextOf = ({ server, authority }: KeptKeys) => ({
  key: pemOf(server),
  // With the authority, so that a client can be shown whom it would have to trust.
  cert: `${server.certificate.toString()}${authority.certificate.toString()}`,
  // Who signs devices; browsers offer only certificates that fit.
  ca: authority.certificate.toString(),
});

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
const isLoopback = (name: string) => name === '::1' || name.startsWith('127.');

/** A handshake that came to nothing has nobody to answer to. */
function answerUnreadableTls(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket instanceof TLSSocket && socket.getProtocol() !== null && !isHandshake(error)) {
    return answerUnreadable(error, socket);
  }
  socket.destroy();
}

/** The machine has no such address now: another network, or one that is not up yet. */
const isAbsent = (error: unknown) =>
  error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL';

const isHandshake = ({ code }: NodeJS.ErrnoException) => /^ERR_(SSL|TLS)_/.test(code ?? '');

/**
 * The encrypted door: the same application for the rest of the office, over TLS 1.3 alone. What may
 * come in, how long it may take and how it is cut is as at the door of this machine.
 */
export class TlsDoor {
  readonly #deps: Pick<Deps, 'paths' | 'now' | 'random'>;
  readonly #log: FastifyBaseLogger;
  readonly #servers: Server[] = [];
  #order: TlsOrder | undefined;
  #look: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  /** Addresses of the order that this machine does not have at present. */
  #absent: string[] = [];

  constructor(deps: Pick<Deps, 'paths' | 'now' | 'random'>, log: FastifyBaseLogger) {
    this.#deps = deps;
    this.#log = log;
  }

  /**
   * Opens it and answers its addresses. One that the machine does not have is tried again until it
   * comes; whatever else `listen` throws is thrown, and nothing is open then.
   */
  async open(app: FastifyInstance, order: TlsOrder): Promise<string[]> {
    this.#order = order;
    const context = contextOf(await this.#keep(order));
    const addresses: string[] = [];
    this.#absent = [];
    for (const host of order.hosts) {
      try {
        await this.#listenAt(app, host, this.port ?? order.port, context);
      } catch (error) {
        if (!isAbsent(error)) {
          await this.stop();
          throw error;
        }
        this.#absent.push(host);
        this.#log.error({ host }, 'this machine has no such address: nobody is served there');
        continue;
      }
      addresses.push(`https://${bracketed(host)}:${this.port}`);
    }
    this.#again = setInterval(() => {
      this.#tryAbsent(app, order).catch((err: unknown) => {
        this.#log.error({ err }, 'an address that came back cannot be listened at');
      });
    }, TRY_AGAIN_MS).unref();
    this.#look = setInterval(() => {
      this.look().catch((err: unknown) => {
        this.#log.error({ err }, 'the certificate of the server cannot be renewed');
      });
    }, LOOK_EVERY_MS).unref();
    return addresses;
  }

  async #listenAt(
    app: FastifyInstance,
    host: string,
    port: number,
    context: ReturnType<typeof contextOf>,
  ): Promise<void> {
    const server = createServer(
      {
        ...connectionLimits.http,
        ...context,
        minVersion: 'TLSv1.3',
        // Asked for, not demanded: what it takes is a rule of the network (networks.ts).
        requestCert: true,
        rejectUnauthorized: false,
        handshakeTimeout: HANDSHAKE_MS,
        requestTimeout: connectionLimits.requestTimeout,
        keepAliveTimeout: KEEP_ALIVE_MS,
      },
      (request, response) => app.routing(request, response),
    );
    server.maxConnections = MAX_CONNECTIONS;
    server.on('clientError', answerUnreadableTls);
    server.listen({ host, port });
    await once(server, 'listening');
    this.#servers.push(server);
  }

  /** Listens at those of the absent addresses that are there by now. */
  async #tryAbsent(app: FastifyInstance, order: TlsOrder): Promise<void> {
    const own = new Set(networkAddresses());
    for (const host of this.#absent.filter((one) => own.has(one))) {
      const context = contextOf(await this.#keep(order));
      await this.#listenAt(app, host, this.port ?? order.port, context);
      this.#absent = this.#absent.filter((one) => one !== host);
      this.#log.info({ host }, 'the address is there: listening');
    }
  }

  /** Addresses that it was told to listen at and that this machine does not have. */
  get absent(): readonly string[] {
    return this.#absent;
  }

  /** Addresses that it was told to listen at. */
  get hosts(): readonly string[] {
    return this.port === null ? [] : (this.#order?.hosts ?? []);
  }

  /**
   * Listens elsewhere: no new connections at the old addresses from now on, and those that are open
   * there are cut once they could end what they had begun. Throws what `open` throws.
   */
  async move(app: FastifyInstance, order: TlsOrder): Promise<void> {
    clearInterval(this.#look);
    clearInterval(this.#again);
    const old = this.#servers.splice(0);
    for (const server of old) server.close();
    await setImmediate();
    setTimeout(() => {
      for (const server of old) server.closeAllConnections();
    }, CUT_MS).unref();
    if (order.hosts.length > 0) await this.open(app, order);
  }

  /** Where others reach it, `host:port`; none while it is shut. */
  get addresses(): string[] {
    const { port } = this;
    if (port === null || !this.#order) return [];
    const { hosts, names } = this.#order;
    const anyOf = (family: number) =>
      hosts.includes('::') || (family === 4 && hosts.includes('0.0.0.0'));
    const called = hosts.some((host) => host === '0.0.0.0' || host === '::')
      ? names().filter((name) => isIP(name) !== 0 && anyOf(isIP(name)) && !isLoopback(name))
      : hosts;
    return called.map((host) => `${bracketed(host)}:${port}`);
  }

  /** Whether it listens at an address of this machine, also one that is not there yet. */
  listensAt(address: string): boolean {
    const hosts = this.port === null ? [] : (this.#order?.hosts ?? []);
    return hosts.some((host) => host === address || host === '0.0.0.0' || host === '::');
  }

  /** Port that is listened on; null while the door is shut. */
  get port(): number | null {
    const address = this.#servers[0]?.address();
    return typeof address === 'object' ? (address?.port ?? null) : null;
  }

  /**
   * Makes the certificate anew where it is time, or where it was asked for, and shows it from the
   * next connection on. Answers false where the door is shut. Throws `KeyFileError`.
   */
  async look(anew = false): Promise<boolean> {
    if (!this.#order || this.port === null) return false;
    const kept = await this.#keep(this.#order, anew);
    if (kept.made !== null) {
      for (const server of this.#servers) server.setSecureContext(contextOf(kept));
    }
    return true;
  }

  /** No new connections; resolves when the last of the old ones has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#look);
    clearInterval(this.#again);
    const open = this.#servers.filter((server) => server.listening);
    await Promise.all(
      open.map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        await closed;
      }),
    );
  }

  /** Ends what would not end by itself. */
  cut(): void {
    for (const server of this.#servers) server.closeAllConnections();
  }

  async #keep(order: TlsOrder, anew = false): Promise<KeptKeys> {
    const { paths, random, now } = this.#deps;
    const kept = await keepOfficeKeys(paths, { now: now(), random }, order.names(), anew);
    if (kept.made !== null) {
      const { validToDate, subjectAltName } = kept.server.certificate;
      this.#log.info(
        { why: kept.made, until: validToDate.toISOString(), names: subjectAltName },
        'the server got a new certificate',
      );
    }
    return kept;
  }
}
