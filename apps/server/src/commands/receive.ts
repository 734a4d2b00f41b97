import { timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Problem } from '@xinhang/shared/problems.ts';
import type { FastifyBaseLogger } from 'fastify';
import { UsageError, type AnyDataCommand, type DataCommand, type Workplace } from './command.ts';
import { reasonFor } from './refusals.ts';
import { request, type CommandAnswer, type CommandRequest } from './wire.ts';

const HELLO_MS = 5000;
const LONGEST_REQUEST = 4 * 1024 * 1024;
const isPipe = (path: string) => path.startsWith('\\\\');

export interface Reception {
  /** Takes no further command and waits for those that run. */
  stop(): Promise<void>;
}

export interface ReceptionOptions {
  readonly socket: string;
  readonly secret: string;
  readonly version: string;
  readonly commands: Readonly<Record<string, AnyDataCommand>>;
  readonly log: FastifyBaseLogger;
  place(address: string, say: (line: string) => void): Workplace;
}

/** The first line of a connection, null where none comes in time or it is too long. */
function firstLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    const giveUp = () => resolve(null);
    const timer = setTimeout(giveUp, HELLO_MS);
    let size = 0;
    socket.on('data', (chunk: Buffer) => {
      if ((size += chunk.length) > LONGEST_REQUEST) giveUp();
    });
    const lines = createInterface({ input: socket });
    lines.once('line', resolve).once('close', giveUp);
    socket.once('close', () => clearTimeout(timer)).once('close', giveUp);
  });
}

function secretMatches(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function understood(line: string | null): CommandRequest {
  try {
    return request.parse(JSON.parse(line ?? ''));
  } catch (error) {
    throw new UsageError('This is no command.', { cause: error });
  }
}

async function serve(socket: Socket, options: ReceptionOptions): Promise<void> {
  // Whoever goes away does not stop what was begun: a command is done as a whole or not at all.
  socket.on('error', () => {});
  const tell = (line: CommandAnswer) => {
    if (socket.writable) socket.write(`${JSON.stringify(line)}\n`);
  };
  try {
    const asked = understood(await firstLine(socket));
    if (!secretMatches(asked.secret, options.secret)) throw new UsageError('Not from here.');
    if (asked.version !== options.version) {
      throw new Error(
        `The server runs Xinhang ${options.version} and this is ${asked.version}: restart the server.`,
      );
    }
    const known = options.commands[asked.command] as DataCommand | undefined;
    if (known?.mode !== 'writes') throw new UsageError(`There is no command "${asked.command}".`);
    const place = options.place(asked.address, (line) => tell({ say: line }));
    options.log.info({ command: asked.command, by: asked.address }, 'command from this machine');
    tell({ result: (await known.run(place, asked.input)) ?? null });
  } catch (error) {
    const usage = error instanceof UsageError;
    if (!usage && !(error instanceof Problem)) options.log.warn({ err: error }, 'command failed');
    tell({ refused: reasonFor(error), usage });
  } finally {
    socket.end();
  }
}

/** Takes commands that write from this machine, for as long as the server runs. */
export async function receiveCommands(options: ReceptionOptions): Promise<Reception> {
  const running = new Set<Promise<void>>();
  const server = createServer((socket) => {
    const one = serve(socket, options).finally(() => running.delete(one));
    running.add(one);
  });
  await listenPrivately(server, options.socket);
  return {
    async stop() {
      server.close();
      await Promise.all(running);
      if (!isPipe(options.socket)) rmSync(options.socket, { force: true });
    },
  };
}

async function listenPrivately(server: Server, socket: string): Promise<void> {
  if (!isPipe(socket)) rmSync(socket, { force: true });
  // From the first moment for its owner alone, not only after the chmod. The file is made before
  // `listen` returns, and nothing else may be made under this mask.
  const before = isPipe(socket) ? null : process.umask(0o177);
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
  if (before !== null) process.umask(before);
  await listening;
  if (!isPipe(socket)) chmodSync(socket, 0o600);
}
