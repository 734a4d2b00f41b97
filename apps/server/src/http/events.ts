import type { Actor } from '@xinhang/db/actor.ts';
import { reaches } from '@xinhang/db/actor.ts';
import type { FastifyReply } from 'fastify';
import type { ChangeInput } from './context.ts';

interface Stream {
  readonly sessionId: number;
  readonly userId: number;
  actor: Actor;
  readonly reply: FastifyReply;
}

/** Entities that are somebody's own: only the audience hears of them, whoever reaches its rows. */
const personal = new Set(['job']);

const HEARTBEAT_MS = 15_000;

/** Open event streams. Each change goes to those who see the row before or after it. */
export class EventHub {
  readonly #streams = new Set<Stream>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => {
      for (const stream of this.#streams) stream.reply.raw.write(': beat\n\n');
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  open(stream: Stream): void {
    const { raw } = stream.reply;
    stream.reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    // Missed changes are not replayed: whoever reconnects reloads what is on the screen.
    raw.write('retry: 2000\n\nevent: reset\ndata: {}\n\n');
    this.#streams.add(stream);
    raw.on('close', () => this.#streams.delete(stream));
  }

  publish(seq: number, change: ChangeInput): void {
    const data = JSON.stringify({
      seq,
      entity: change.entity,
      id: change.id,
      version: change.version,
      customerId: change.customerId ?? null,
    });
    for (const stream of this.#streams) {
      const sees =
        change.audience.includes(stream.userId) ||
        (!personal.has(change.entity) &&
          (change.audience.some((owner) => reaches(stream.actor, 'customers.read', owner)) ||
            stream.actor.reach.get('customers.read')?.all === true));
      if (sees) stream.reply.raw.write(`id: ${seq}\nevent: change\ndata: ${data}\n\n`);
    }
  }

  /** Tells people that a notification waits for them. */
  notify(userIds: readonly number[]): void {
    for (const stream of this.#streams) {
      if (userIds.includes(stream.userId)) {
        stream.reply.raw.write('event: notification\ndata: {}\n\n');
      }
    }
  }

  /** Ends the streams of sessions that ended, or of a person whose rights changed. */
  closeWhere(matches: (stream: { sessionId: number; userId: number }) => boolean): void {
    for (const stream of this.#streams) {
      if (!matches(stream)) continue;
      this.#streams.delete(stream);
      stream.reply.raw.end();
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    this.closeWhere(() => true);
  }
}
