// Runs under the shim on a disk whose syncs take their time: so many clients register customers one
// after the other, either with a sync of SQLite's own per commit (full) or as the server does it.
import { GroupCommit } from '@xinhang/db/sqlite/group-commit.ts';
import BetterSqlite from 'better-sqlite3';
import { openOffice, register } from './office.ts';
import { ShimControl } from './shim.ts';

const [directory = '', token = '', control = '', way = '', clientsText = '', eachText = ''] =
  process.argv.slice(2);
const [clients, each] = [Number(clientsText), Number(eachText)];

if (way === 'full') {
  const { value } = Object.getOwnPropertyDescriptor(BetterSqlite.prototype, 'pragma')!;
  const pragma = value as (this: BetterSqlite.Database, text: string, options: unknown) => unknown;
  BetterSqlite.prototype.pragma = function full(text, options) {
    if (text === 'synchronous') return 1;
    return pragma.call(this, text === 'synchronous = 1' ? 'synchronous = 2' : text, options);
  };
  GroupCommit.prototype.durable = () => Promise.resolve();
}
const office = await openOffice(directory);
const shim = new ShimControl(control);
const times: number[] = [];

async function client(who: number): Promise<void> {
  for (let n = 0; n < each; n += 1) {
    const began = performance.now();
    const { status } = await register(office, token, `slow-${who}-${n}`);
    if (status !== 201) throw new Error(`answered ${status}`);
    times.push(performance.now() - began);
  }
}

// The first ones build what is built once.
for (let n = 0; n < 20; n += 1) await register(office, token, `warm-${n}`);
shim.set({ slowUs: Number(process.env['XINHANG_TEST_SLOW_US'] ?? 8000) });
const cpu = process.cpuUsage();
const began = performance.now();
await Promise.all(Array.from({ length: clients }, (_, who) => client(who)));
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(cpu);
shim.rest();
await office.close();
times.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    perSecond: Math.round(times.length / seconds),
    p50: times[Math.floor(times.length / 2)],
    p99: times[Math.floor(times.length * 0.99)],
    cpuUs: Math.round((user + system) / times.length),
  }),
);
