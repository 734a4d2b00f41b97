// How long people wait while a backup is made (R6): requests at a fixed rate before and during it,
// against a server of its own on a copy of the company of the bench.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Connection, type Call } from './client.ts';
import { logins } from './generate.ts';
import { load, logIn, machine, printWaits, serverOnCopy } from './load.ts';

const RATE = 200;
const WRITES_ONE_IN = 5;
const CONNECTIONS = 50;
const BASE_SECONDS = 20;

const { values: options } = parseArgs({
  options: { small: { type: 'boolean', default: false }, data: { type: 'string', default: '' } },
});

const { copy, server } = await serverOnCopy({ ...options, backups: true });
try {
  const mine = await logIn(server.base, logins.self);
  const boss = new Connection(server.base, await logIn(server.base, logins.all));
  const connections = Array.from({ length: CONNECTIONS }, () => new Connection(server.base, mine));
  const page = await connections[0]!.call({ method: 'GET', path: '/customers?view=mine&limit=50' });
  const ids = (JSON.parse(page) as { rows: { id: number }[] }).rows.map(({ id }) => id);
  // The clock made the backup of the last business date at the start.
  const busy = async () => {
    const status = await boss.call({ method: 'GET', path: '/backups/status' });
    return (JSON.parse(status) as { jobId: number | null }).jobId !== null;
  };
  await pause(2000);
  while (await busy()) await pause(1000);
  const until = performance.now() + BASE_SECONDS * 1000;
  const call = (n: number): Call =>
    n % WRITES_ONE_IN === 0
      ? {
          method: 'POST',
          path: '/follow-ups',
          body: { customerId: ids[n % ids.length]!, content: `备份时 ${n}` },
        }
      : { method: 'GET', path: `/customers?view=mine&limit=50&count=${n % 2}` };
  const at = { rate: RATE, call };
  const before = await load(connections, { ...at, over: () => performance.now() > until });
  const started = await boss.call({ method: 'POST', path: '/backups', body: {} });
  const { jobId } = JSON.parse(started) as { jobId: number };
  const began = performance.now();
  let state = 'running';
  const watch = (async () => {
    while (state === 'running' || state === 'queued') {
      await pause(500);
      const job = await boss.call({ method: 'GET', path: `/jobs/${jobId}` });
      state = (JSON.parse(job) as { state: string }).state;
    }
  })();
  const during = await load(connections, {
    ...at,
    over: () => state !== 'running' && state !== 'queued',
  });
  await watch;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${machine()}; ${RATE} requests/s, one in ${WRITES_ONE_IN} a write`);
  printWaits('before', before);
  printWaits(`during (${seconds} s, backup ${state})`, during);
  [boss, ...connections].forEach((one) => one.close());
} finally {
  await server.stop();
  rmSync(copy, { recursive: true, force: true });
}
