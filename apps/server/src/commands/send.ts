import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from './command.ts';
import { answer, type CommandRequest } from './wire.ts';

const TRIES = 50;
const RETRY_MS = 100;
const notYet = new Set(['ENOENT', 'ECONNREFUSED']);

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });
}

/** A server holds its directory a moment before it listens. */
async function reach(path: string): Promise<Socket> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await connected(path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (!notYet.has(code)) throw error;
      if (tries > TRIES) {
        throw new Error('The server is still starting. Try again in a moment.', { cause: error });
      }
      await pause(RETRY_MS);
    }
  }
}

/** Lets the server at the socket run a command, and answers its result. */
export async function sendCommand(
  path: string,
  request: CommandRequest,
  say: (line: string) => void,
): Promise<unknown> {
  const socket = await reach(path);
  try {
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of createInterface({ input: socket })) {
      const got = answer.parse(JSON.parse(line));
      if ('say' in got) say(got.say);
      else if ('refused' in got) {
        throw got.usage ? new UsageError(got.refused) : new Error(got.refused);
      } else return got.result;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
  } finally {
    socket.destroy();
  }
  throw new Error(
    'The server ended before the command did; what it did not say, it may not have done.',
  );
}
