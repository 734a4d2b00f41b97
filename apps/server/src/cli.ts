// The entry. It loads nothing else before it knows that this Node can run it: an older one dies in
// the database driver without a word.
import module from 'node:module';
import { join } from 'node:path';
import { tooOldNode } from './node-version.ts';

const reason = tooOldNode(process.versions.node);
if (reason === null) {
  // What V8 made of the bundle and its packages is kept beside it: the next start need not compile.
  if (import.meta.filename.endsWith('.mjs')) {
    module.enableCompileCache(join(import.meta.dirname, '..', 'compile-cache'));
  }
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(`xinhang: ${reason}\n`);
  process.exitCode = 1;
}
