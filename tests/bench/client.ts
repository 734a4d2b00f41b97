import { Agent, request } from 'node:http';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
}
export type Headers = Readonly<Record<string, string>>;

/** One connection, kept open, one request at a time. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #base: string;
  readonly #headers: Headers;

  constructor(base: string, headers: Headers) {
    this.#base = base;
    this.#headers = headers;
  }

  /** The answer's text; anything but success throws. */
  async call({ method, path, body }: Call): Promise<string> {
    return await this.#ask(method, path, body && JSON.stringify(body), 'application/json');
  }

  /** A file as the body. */
  async send(path: string, bytes: Buffer): Promise<string> {
    return await this.#ask('POST', path, bytes, 'application/octet-stream');
  }

  async #ask(
    method: Call['method'],
    path: string,
    payload: string | Buffer | undefined,
    type: string,
  ): Promise<string> {
    return await new Promise((resolve, reject) => {
      const sent = request(
        `${this.#base}/api/v1${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            ...this.#headers,
            ...(payload && {
              'content-type': type,
              'content-length': Buffer.byteLength(payload),
              'idempotency-key': crypto.randomUUID(),
            }),
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () => {
            const text = Buffer.concat(parts).toString();
            if (answer.statusCode! < 300) resolve(text);
            else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
