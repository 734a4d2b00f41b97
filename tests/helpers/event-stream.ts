import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface Heard {
  /** What a client that comes back sends as `Last-Event-ID`. */
  id: string | undefined;
  event: string;
  data: Record<string, unknown>;
}

/** A client of the event stream over a real socket; `next` waits for the first match. */
export async function listenTo(app: FastifyInstance, token: string, lastEventId?: string) {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const abort = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/events`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: abort.signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`events: ${answer.status}`);
  const heard: Heard[] = [];
  const waiting: { matches: (event: Heard) => boolean; tell: (event: Heard) => void }[] = [];
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const event = field('event');
        // It lives: that is no news.
        if (event === undefined || event === 'beat') continue;
        const one = {
          id: field('id'),
          event,
          data: JSON.parse(field('data') ?? '{}') as Heard['data'],
        };
        heard.push(one);
        for (const wait of waiting) if (wait.matches(one)) wait.tell(one);
      }
    }
  };
  const ended = read().catch(() => undefined);
  return {
    heard,
    ended,
    next(matches: (event: Heard) => boolean): Promise<Heard> {
      const known = heard.find((event) => matches(event));
      if (known) return Promise.resolve(known);
      return new Promise((tell) => waiting.push({ matches, tell }));
    },
    stop: () => abort.abort(),
  };
}
