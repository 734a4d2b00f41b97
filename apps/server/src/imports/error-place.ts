import { constants, copyFile, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { errorFilesWritten } from '@xinhang/db/repositories/imports.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { sheetWords } from '@xinhang/shared/sheet-words.ts';
import { hashFile } from '../ops/file-store.ts';

/** Where the rows that are left out will lie: in a directory under a free name, or in one file. */
export type ErrorPlace = { directory: string } | { file: string };

interface Asked {
  /** Of the import, absolute. */
  path: string;
  /** File or directory that was asked for, absolute; null: beside the import. */
  errors: string | null;
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * Finds the place before anything is imported. Throws for one that cannot be written, and for a
 * file that is there and is not an error file of ours as we left it.
 */
export async function findErrorPlace(db: Reader, { path, errors }: Asked): Promise<ErrorPlace> {
  // Beside the import it is as it is: nobody asked for it, and there may be nothing to write.
  if (errors === null) return { directory: dirname(path) };
  const found = await stat(errors).catch(() => null);
  if (found?.isDirectory()) {
    await tryDirectory(errors);
    return { directory: errors };
  }
  if (found) {
    if ((await realpath(errors)) === (await realpath(path))) {
      throw new Error(`${errors} is the file to import. Nothing was imported.`);
    }
    await assertOwn(db, errors);
  } else if (parse(errors).ext.toLowerCase() !== '.xlsx') {
    throw new Error(
      `There is no directory ${errors}, and an error file ends in .xlsx. Nothing was imported.`,
    );
  }
  await tryDirectory(dirname(errors));
  return { file: errors };
}

async function assertOwn(db: Reader, file: string): Promise<void> {
  const { sha256 } = await hashFile(file);
  if ((await errorFilesWritten(db)).has(sha256)) return;
  throw new Error(
    `${file} is there already, and is no error file of this office or was changed since. ` +
      'Move it away or name another place. Nothing was imported.',
  );
}

/** Only writing shows whether something can be written. */
async function tryDirectory(directory: string): Promise<void> {
  const probe = join(directory, `.xinhang-${process.pid}`);
  try {
    await (await open(probe, 'w')).close();
    await rm(probe, { force: true });
  } catch (error) {
    throw new Error(
      `Nothing can be written in ${directory} (${reasonOf(error)}). Nothing was imported.`,
      { cause: error },
    );
  }
}

/**
 * Copies the error file to its place, whole or not at all, and answers where it is. Overwrites
 * nothing but an own file that nobody changed.
 */
export async function putErrorFile(
  db: Reader,
  from: string,
  place: ErrorPlace,
  path: string,
): Promise<string> {
  if ('file' in place) return await putExactly(db, from, place.file);
  const stem = join(place.directory, `${parse(path).name}-${sheetWords.reason['zh-CN']}`);
  for (let at = 1; ; at += 1) {
    const target = `${stem}${at === 1 ? '' : `-${at}`}.xlsx`;
    if (await putNew(from, target)) return target;
  }
}

async function putExactly(db: Reader, from: string, target: string): Promise<string> {
  if (await putNew(from, target)) return target;
  await assertOwn(db, target);
  const part = `${target}.part`;
  if (!(await putNew(from, part))) throw new Error(`${part} is in the way.`);
  await rename(part, target);
  return target;
}

/** False where something is there already. */
async function putNew(from: string, target: string): Promise<boolean> {
  try {
    await copyFile(from, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return false;
    // What a full disk took of it is of no use.
    await rm(target, { force: true });
    throw error;
  }
}
