import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * Keeps what V8 made of the bundle and its packages beside the bundle, so that the next start need
 * not compile. Whoever runs the sources compiles each time.
 */
export function keepCompiled(entry: string): void {
  if (entry.endsWith('.mjs')) enableCompileCache(join(entry, '..', '..', 'compile-cache'));
}
