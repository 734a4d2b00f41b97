import { openSqliteBeside } from '@xinhang/db/sqlite/open.ts';
import { findDataDirectory, openDataDirectory, type Paths } from '../ops/paths.ts';
import { finishRestore } from '../ops/backup/restore.ts';
import { removeLeftCopies } from '../ops/file-garbage.ts';
import { assertSafePlace } from '../ops/unsafe-place.ts';
import type { Machine } from '../machine.ts';
import { VERSION } from '../version.ts';
import {
  say,
  sayProgress,
  type AnyDataCommand,
  type CommandCall,
  type DataCommand,
} from './command.ts';
import { describe, DirectoryHeldError, holdDirectory, type Held } from './hold.ts';
import { sendCommand } from './send.ts';
import { besideOthers, caller, onBareDirectory, onOwnDirectory } from './workplace.ts';

/** Runs a command where it belongs: here, beside a server, or inside it. Prints its result. */
export async function runDataCommand(
  name: string,
  anyCommand: AnyDataCommand,
  call: CommandCall,
): Promise<void> {
  const command = anyCommand as unknown as DataCommand;
  const input = command.parse(call);
  if (command.mode !== 'reads') assertSafePlace(call.data);
  const paths = command.creates ? openDataDirectory(call.data) : findDataDirectory(call.data);
  const result = await done(name, command, paths, call.machine, input);
  const text = call.json ? JSON.stringify(result) : command.show(result);
  if (text !== '') say(text);
  process.exitCode = command.exitCode?.(result) ?? 0;
}

async function done(
  name: string,
  command: DataCommand,
  paths: Paths,
  machine: Machine,
  input: unknown,
): Promise<unknown> {
  if (command.mode === 'reads') {
    const db = await openSqliteBeside(paths.database);
    const beside = { paths, db, machine, say: sayProgress };
    return await besideOthers(beside, (place) => command.run(place, input));
  }
  const held = attempt(paths, name, machine);
  if (!(held instanceof DirectoryHeldError)) {
    try {
      finishRestore(paths);
      removeLeftCopies(paths);
      const own = command.bare ? onBareDirectory : onOwnDirectory;
      const here = { paths, machine, say: sayProgress };
      return await own(here, (place) => command.run(place, input));
    } finally {
      held.release();
    }
  }
  const { socket, secret } = held.holder;
  if (command.mode === 'offline') {
    throw new Error(
      `"${name}" works only while nobody else does, and there is ${describe(held.holder)}. Stop it first.`,
    );
  }
  if (socket === null || secret === null) throw held;
  const request = { secret, version: VERSION, command: name, input, address: caller() };
  // The same shape as from here: what JSON cannot carry must not work in one place only.
  return await sendCommand(socket, request, sayProgress);
}

function attempt(paths: Paths, name: string, machine: Machine): Held | DirectoryHeldError {
  try {
    return holdDirectory(paths, name, machine);
  } catch (error) {
    if (error instanceof DirectoryHeldError) return error;
    throw error;
  }
}
