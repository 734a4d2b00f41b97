import type { Actor } from '@xinhang/db/actor.ts';
import { may, reaches } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { FastifyReply } from 'fastify';
import type { ChangeInput } from './context.ts';

export interface Stream {
  readonly sessionId: number;
  /** Whose session it is; another than the actor while an owner looks through somebody's eyes. */
  readonly personId: number;
  readonly userId: number;
  /** As of when it was opened: a stream ends when the rights of its person change. */
  readonly actor: Actor;
  readonly reply: FastifyReply;
}

/** Entities that are somebody's own: only the audience hears of them, whoever reaches its rows. */
const personal = new Set(['job']);

/** Entities that are no rows of anybody: whoever may read them hears of them. */
const common: Readonly<Record<string, readonly Permission[]>> = {
  company: ['org.read'],
  dept: ['org.read'],
  user: ['org.read', 'org.manage'],
  role: ['roles.manage', 'org.manage'],
};

function hears(stream: Stream, change: ChangeInput): boolean {
  if (change.audience.includes(stream.userId)) return true;
  if (personal.has(change.entity)) return false;
  const readers = common[change.entity];
  if (readers) return readers.some((permission) => may(stream.actor, permission));
  return (
    change.audience.some((owner) => reaches(stream.actor, 'customers.read', owner)) ||
    stream.actor.reach.get('customers.read')?.all === true
  );
}

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
      if (hears(stream, change))
        stream.reply.raw.write(`id: ${seq}\nevent: change\ndata: ${data}\n\n`);
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

  /**
   * Ends the streams of sessions that ended, or of people whose rights changed: their clients open
   * new ones with what they may see now, and load afresh what is on the screen.
   */
  closeWhere(matches: (stream: Stream) => boolean): void {
    for (const stream of this.#streams) {
      if (!matches(stream)) continue;
      this.#streams.delete(stream);
      stream.reply.raw.end();
    }
  }

  /**
   * Ends the streams for which the answer is no: of sessions that ran out, or whose rights were
   * changed by another process.
   */
  async closeUnless(stands: (sessionId: number, actor: Actor) => Promise<boolean>): Promise<void> {
    for (const stream of this.#streams) {
      if (await stands(stream.sessionId, stream.actor)) continue;
      this.closeWhere((other) => other === stream);
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    // A word before the end, so that a client does not take it for a broken line.
    for (const stream of this.#streams) stream.reply.raw.write('event: stopping\ndata: {}\n\n');
    this.closeWhere(() => true);
  }
}
