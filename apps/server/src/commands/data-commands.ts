import type { AnyDataCommand } from './command.ts';
import { importData } from './import.ts';
import { user } from './user.ts';

/** Every command on a data directory, by the word that calls it. The server knows them too. */
export const dataCommands: Readonly<Record<string, AnyDataCommand>> = { import: importData, user };
