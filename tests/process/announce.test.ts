import { createSocket } from 'node:dgram';
import { browse } from '../../apps/desktop/src/main/discovery.ts';
import { announce } from '@xinhang/server/ops/announce.ts';
import { expect, test } from 'vitest';

const GROUP = '224.0.0.251';
const warnings: unknown[] = [];
const log = { warn: (...said: unknown[]) => void warnings.push(said) };

/** Whether what is said to a group on this machine is heard on it at all. */
async function hearsItself(): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  try {
    return await new Promise((done) => {
      const late = setTimeout(() => done(false), 2000);
      socket.once('error', () => done(false));
      socket.once('message', () => {
        clearTimeout(late);
        done(true);
      });
      socket.bind(() => {
        socket.addMembership(GROUP);
        socket.send('xinhang', socket.address().port, GROUP, (error) => error && done(false));
      });
    });
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

const heard = await hearsItself();
if (!heard) console.log('Skipped: this machine has no network that carries multicast.');

test.skipIf(!heard)(
  'a client finds the server that is announced, and no longer after it',
  async () => {
    const port = 51_843;
    const ours = async () => (await browse(2500, log as never)).filter((one) => one.port === port);
    const end = await announce(port, log);
    // It first asks whether the name is taken, and says itself when that is over.
    await expect.poll(ours).toMatchObject([{ port }]);
    await end();
    expect(await ours()).toEqual([]);
    expect(warnings).toEqual([]);
  },
);
