import type { AnyDataCommand } from './command.ts';
import { backup } from './backup.ts';
import { branch } from './branch.ts';
import { ca } from './ca.ts';
import { device } from './device.ts';
import { doctor } from './doctor.ts';
import { importData } from './import.ts';
import { init } from './init.ts';
import { preset } from './preset.ts';
import { restore } from './restore.ts';
import { user } from './user.ts';

/** Every command on a data directory, by the word that calls it. The server knows them too. */
export const dataCommands: Readonly<Record<string, AnyDataCommand>> = {
  init,
  import: importData,
  user,
  doctor,
  backup,
  restore,
  ca,
  device,
  branch,
  preset,
};
