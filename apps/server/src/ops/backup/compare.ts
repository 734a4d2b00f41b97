import { rmSync } from 'node:fs';
import type { Paths } from '../paths.ts';
import { openBackup, type CheckOrder } from './check.ts';
import { differenceTo, type Difference } from './difference.ts';
import type { Report } from './make.ts';
import type { Manifest } from './manifest.ts';

export interface CompareOrder extends CheckOrder {
  /** What is here now. */
  readonly paths: Paths;
}

/** What a backup says of itself, and the counts of now beside it. */
export interface Compared {
  readonly manifest: Omit<Manifest, 'entries' | 'tables'>;
  readonly files: number;
  readonly difference: readonly Difference[];
}

/**
 * Reads a backup as far as its manifest, which is signed and counts every table; a restore checks
 * the rest before it changes anything. Every byte is compared with the hash of the file.
 */
export async function compareBackup(order: CompareOrder, report: Report): Promise<Compared> {
  const { archive, manifest, plain } = await openBackup(order, report);
  archive.close();
  if (plain !== order.file) rmSync(plain);
  const difference = differenceTo(order.paths, manifest);
  const { entries, tables: _tables, ...rest } = manifest;
  const files = entries.filter(({ name }) => name.startsWith('files/')).length;
  return { manifest: rest, files, difference };
}
