import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from './durable-file.ts';
import type { Paths } from './paths.ts';

/**
 * Secrets of message providers, by channel. They lie with the other keys of the installation and
 * not in the database: no answer, export or audit can hold one, and a backup has them only sealed.
 */
const shape = z.record(z.string(), z.string());
const fileOf = (paths: Pick<Paths, 'keys'>) => join(paths.keys, 'message-providers.json');

function read(paths: Pick<Paths, 'keys'>): Record<string, string> {
  const file = fileOf(paths);
  return existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

export function messageSecret(paths: Pick<Paths, 'keys'>, channel: string): string | null {
  return read(paths)[channel] ?? null;
}

/** Keeps a secret, or forgets it with null; the file is its owner’s alone. */
export function keepMessageSecret(
  paths: Pick<Paths, 'keys'>,
  channel: string,
  secret: string | null,
): void {
  const { [channel]: _old, ...rest } = read(paths);
  const next = secret === null ? rest : { ...rest, [channel]: secret };
  writeDurably(fileOf(paths), JSON.stringify(next));
}
