import type { FastifyBaseLogger } from 'fastify';
import type { Deps } from '../deps.ts';
import { sealAudit } from './audit-chain.ts';

/** Within a second each row of the audit has its seal. */
const EVERY_MS = 1000;

/** Chains the audit behind the commands, so that none of them waits for another's hash. */
export class AuditSealer {
  readonly #deps: Deps;
  readonly #log: FastifyBaseLogger;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> = Promise.resolve();

  constructor(deps: Deps, log: FastifyBaseLogger) {
    this.#deps = deps;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.seal(), EVERY_MS);
    void this.seal();
  }

  /** Seals what is there now; before a backup, and when the server stops. */
  async seal(): Promise<void> {
    this.#sealing = this.#sealing
      .then(async () => void (await sealAudit(this.#deps.db, this.#deps.now)))
      .catch((error: unknown) => this.#log.error({ err: error }, 'the audit could not be sealed'));
    await this.#sealing;
  }

  async stop(): Promise<void> {
    if (!this.#timer) return;
    clearInterval(this.#timer);
    await this.seal();
  }
}
