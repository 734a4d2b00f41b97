import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionError, createClient, type FetchInit } from '@xinhang/shared/contract/client.ts';
import {
  answersSoon,
  Requests,
  Silence,
  untilAnswered,
} from '../../../apps/desktop/src/renderer/app/line.ts';

/** What was asked later goes over the line that is back. As in the screens. */
const JUST_SENT_MS = 1000;

/** A client with connections of its own, as one computer has them, and a way to cut them. */
export class Computer {
  readonly requests = new Requests();
  readonly #agent: Agent;
  readonly #base: string;
  #current: ClientRequest | null = null;

  constructor(base: string, tls: AgentOptions) {
    this.#base = base;
    this.#agent = new Agent(tls);
  }

  client(headers: Record<string, string>) {
    const fetch = (url: string, init: FetchInit) =>
      this.requests.run(
        async (signal) => {
          const { method } = init;
          const call = this.ask(url, { method, headers: init.headers, signal });
          this.#current = call;
          const answered = once(call, 'response');
          call.end(init.body);
          const [answer] = (await answered) as [IncomingMessage];
          let text = '';
          for await (const chunk of answer.setEncoding('utf8')) text += chunk as string;
          this.#current = null;
          const status = answer.statusCode ?? 0;
          return { ok: status < 300, status, text: () => Promise.resolve(text) };
        },
        init.signal as AbortSignal | undefined,
      );
    const options = { clientVersion: 'branch', uuid: randomUUID, baseUrl: this.#base, headers };
    return createClient({ fetch, ...options });
  }

  ask(
    url: string,
    options: { method: string; headers: Record<string, string>; signal?: AbortSignal },
  ): ClientRequest {
    return request(url, { agent: this.#agent, ...options });
  }

  /** Cuts the connection of what is under way; false where nothing is. */
  cut(): boolean {
    const socket = this.#current?.socket;
    socket?.destroy();
    return socket !== undefined && socket !== null;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A page with its event stream, as `change-stream.ts` of the screens keeps it. */
export class Page {
  readonly #computer: Computer;
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly #who: (signal: AbortSignal) => Promise<boolean>;
  readonly #stop = new AbortController();
  #waiting: (() => void)[] = [];
  #dead = false;

  constructor(
    computer: Computer,
    url: string,
    headers: Record<string, string>,
    who: (signal: AbortSignal) => Promise<boolean>,
  ) {
    this.#computer = computer;
    this.#url = url;
    this.#headers = { ...headers, accept: 'text/event-stream' };
    this.#who = who;
  }

  /** Resolves at the next sign of life. */
  alive(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  open(): void {
    const own = new AbortController();
    const call = this.#computer.ask(this.#url, {
      method: 'GET',
      headers: this.#headers,
      signal: AbortSignal.any([own.signal, this.#stop.signal]),
    });
    let over = false;
    const end = (silent: boolean) => {
      if (over || this.#stop.signal.aborted) return;
      over = true;
      silence.stop();
      own.abort();
      void this.#lost(silent);
    };
    const silence = new Silence(() => end(true));
    this.#stop.signal.addEventListener('abort', () => silence.stop());
    call.on('error', () => end(false));
    call.on('response', (answer: IncomingMessage) => {
      silence.opened();
      if (this.#dead) this.#computer.requests.cut(JUST_SENT_MS);
      this.#dead = false;
      answer.setEncoding('utf8').on('data', (text: string) => {
        silence.heard(text.includes('event: beat'));
        for (const tell of this.#waiting.splice(0)) tell();
      });
      answer.on('error', () => end(false)).on('close', () => end(false));
    });
    call.end();
  }

  async #lost(silent: boolean): Promise<void> {
    const answered = silent ? 'dead' : await answersSoon(this.#who);
    if (answered === 'dead') {
      this.#dead = true;
      this.#computer.requests.cut();
    }
    if (answered !== 'yes') await untilAnswered(this.#who, this.#stop.signal);
    if (!this.#stop.signal.aborted) this.open();
  }

  /** Reads as the screens do: again where the line broke, and at once where it is back. */
  async read(work: () => Promise<unknown>): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        await work();
        return;
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        await Promise.race([pause(1000 * 2 ** failures), this.alive()]);
      }
    }
  }

  close(): void {
    this.#stop.abort();
  }
}
