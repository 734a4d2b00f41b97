// The entry. It loads nothing else before it knows that this Node can run it: an older one dies in
// the database driver without a word.
import { tooOldNode } from './node-version.ts';

const reason = tooOldNode(process.versions.node);
if (reason === null) {
  const { keepCompiled } = await import('./compile-cache.ts');
  keepCompiled(import.meta.filename);
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(`xinhang: ${reason}\n`);
  process.exitCode = 1;
}
