// Runs under the recording shim: commands through the real server, in batches of a given size. What
// the server acknowledged is written into a file that is part of the record.
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { GroupCommit } from '@xinhang/db/sqlite/group-commit.ts';
import { followUp, openOffice, register } from './office.ts';
import { RECORD, ShimControl } from './shim.ts';

const [directory = '', token = '', batches = '', control = '', unsafe = ''] = process.argv.slice(2);
// The negative control: SQLite's own default, which answers before anything is on disk.
if (unsafe === 'unsafe') GroupCommit.prototype.durable = () => Promise.resolve();

const office = await openOffice(directory);
const acknowledged = openSync(join(directory, 'acknowledged'), 'a');
const shim = new ShimControl(control);
shim.set({ mode: RECORD });

async function customerWithFollowUp(key: string): Promise<void> {
  const made = await register(office, token, `customer-${key}`);
  if (made.status !== 201) throw new Error(`${key}: ${made.status} ${JSON.stringify(made.json)}`);
  writeSync(acknowledged, `c${made.json.id}\n`);
  const logged = await followUp(office, token, `follow-up-${key}`, made.json.id);
  if (logged.status !== 201) throw new Error(`${key}: ${JSON.stringify(logged.json)}`);
  writeSync(acknowledged, `f${logged.json.id}\n`);
}

for (const [at, size] of batches.split(',').map(Number).entries()) {
  await Promise.all(Array.from({ length: size }, (_, n) => customerWithFollowUp(`${at}-${n}`)));
}
shim.set({ mode: 0 });
await office.close();
