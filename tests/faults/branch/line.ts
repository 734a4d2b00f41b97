// A line between a branch and its office: it delays, loses and is narrow, because this machine's
// own network is none of these. `cut MS` on standard input lets nothing through for so long.
import { createSocket, type RemoteInfo, type Socket as Datagrams } from 'node:dgram';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { random } from '../random.ts';

export interface LineOptions {
  /** `udp` for a tunnel; `tcp` where there is none, then a loss is the wait for the second try. */
  kind: 'udp' | 'tcp';
  at: { host: string; port: number };
  to: { host: string; port: number };
  delayMs: number;
  /** Part of the packets, in each direction. */
  loss: number;
  bitsPerSecond: number;
  seed: number;
}

/** A router throws away what waits longer than this. */
const LONGEST_QUEUE_MS = 400;
/** TCP tries again after this, and the way there and back. */
const RETRY_MS = 200;

/** One direction: in order, each packet as late as the line makes it. */
class Lane {
  readonly #options: LineOptions;
  readonly #chance: () => number;
  readonly #waiting: { at: number; deliver: () => void }[] = [];
  #free = 0;
  #last = 0;
  #cutUntil = 0;

  constructor(options: LineOptions, chance: () => number) {
    this.#options = options;
    this.#chance = chance;
  }

  cut(ms: number): void {
    this.#cutUntil = performance.now() + ms;
  }

  send(bytes: number, deliver: () => void): void {
    const now = performance.now();
    const { kind, delayMs, loss, bitsPerSecond } = this.#options;
    const lost = this.#chance() < loss;
    if (kind === 'udp' && (lost || now < this.#cutUntil)) return;
    this.#free = Math.max(now, this.#free) + (bytes * 8000) / bitsPerSecond;
    if (kind === 'udp' && this.#free - now > LONGEST_QUEUE_MS) return;
    const late = kind === 'tcp' && lost ? RETRY_MS + 2 * delayMs : 0;
    const at = Math.max(this.#free, this.#cutUntil) + delayMs + late;
    this.#last = Math.max(this.#last, at);
    this.#waiting.push({ at: this.#last, deliver });
    if (this.#waiting.length === 1) this.#wait();
  }

  #wait(): void {
    const next = this.#waiting[0];
    if (!next) return;
    setTimeout(() => {
      while (this.#waiting[0] && this.#waiting[0].at <= performance.now() + 1) {
        this.#waiting.shift()!.deliver();
      }
      this.#wait();
    }, next.at - performance.now());
  }
}

function carryDatagrams({ at, to }: LineOptions, there: Lane, back: Lane): void {
  const branch = createSocket('udp4');
  let home: RemoteInfo | undefined;
  const office = createSocket('udp4');
  const pass = (
    lane: Lane,
    packet: Buffer,
    out: Datagrams,
    whom: () => { port: number; host: string },
  ) =>
    lane.send(packet.length, () => {
      const { port, host } = whom();
      out.send(packet, port, host);
    });
  branch.on('message', (packet, from) => {
    home = from;
    pass(there, packet, office, () => to);
  });
  office.on('message', (packet) => {
    pass(back, packet, branch, () => ({ port: home!.port, host: home!.address }));
  });
  // The tunnel's other end may not listen yet.
  office.on('error', () => undefined);
  branch.bind(at.port, at.host, () => console.log(branch.address().port));
}

function carryStreams({ at, to }: LineOptions, there: Lane, back: Lane): void {
  const join = (from: Socket, out: Socket, lane: Lane) => {
    from.on('data', (chunk) => lane.send(chunk.length, () => out.write(chunk)));
    from.on('close', () => lane.send(0, () => out.destroy()));
    from.on('error', () => undefined);
  };
  const server = createServer((branch) => {
    const office = connect(to.port, to.host);
    join(branch, office, there);
    join(office, branch, back);
  });
  server.listen(at.port, at.host, () => console.log((server.address() as AddressInfo).port));
}

const options = JSON.parse(process.argv[2]!) as LineOptions;
const chance = random(options.seed);
const lanes = [new Lane(options, chance), new Lane(options, chance)] as const;
(options.kind === 'udp' ? carryDatagrams : carryStreams)(options, ...lanes);
createInterface({ input: process.stdin }).on('line', (text) => {
  for (const lane of lanes) lane.cut(Number(/^cut (\d+)$/.exec(text)?.[1] ?? 0));
});
process.stdin.on('end', () => process.exit());
