// How long people wait while somebody asks again and again what all customers owe by age:
//   node tests/bench/during-ageing.ts [--small] [--data DIR] [--rate N] [--seconds N]
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Connection, type Call } from './client.ts';
import { logins } from './generate.ts';
import { figures, load, logIn, machine, printWaits, serverOnCopy } from './load.ts';
import { quiet } from './quiet.ts';

const { values: options } = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    data: { type: 'string', default: '' },
    rate: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '20' },
  },
});
const rate = Number(options.rate);
const lists = ['/customers?view=mine&limit=50', '/delivery-board', '/desk', '/search?q=1386'];
const call = (n: number): Call => ({ method: 'GET', path: lists[n % lists.length]! });

const { copy, server } = await serverOnCopy({ ...options, backups: false });
try {
  const self = await logIn(server.base, logins.self);
  const boss = await logIn(server.base, logins.all);
  await quiet(server);
  const people = Array.from({ length: 8 }, () => new Connection(server.base, self));
  const owner = new Connection(server.base, boss);
  const alone = async () => {
    const until = performance.now() + Number(options.seconds) * 1000;
    return await load(people, { rate, call, over: () => performance.now() > until });
  };
  console.log(`${machine()}; ${rate} requests a second, ms from when each was due`);
  await alone();
  printWaits('beside nothing', await alone());
  for (const [name, path] of [
    ['today', '/receivables?limit=50'],
    ['at the end of a month', '/receivables?limit=50&on=2026-10-31'],
  ] as const) {
    let over = false;
    const took: number[] = [];
    let refused = 0;
    const asking = (async () => {
      while (!over) {
        const began = performance.now();
        try {
          await owner.call({ method: 'GET', path });
          took.push(performance.now() - began);
        } catch {
          refused += 1;
          await pause(1000);
        }
      }
    })();
    const waits = await alone();
    over = true;
    await asking;
    printWaits(`beside the ageing of all ${name}`, waits);
    console.log(`  the ageing itself ${figures(took)}; ${refused} refused`);
  }
  printWaits('beside nothing again', await alone());
  for (const one of [...people, owner]) one.close();
} finally {
  await server.stop();
  rmSync(copy, { recursive: true });
}
