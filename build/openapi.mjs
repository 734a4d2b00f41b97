// Writes what is printed from the contract: `npm run openapi`. `--check` says whether it is current.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const { printOpenApi } = await import('../packages/shared/src/contract/openapi.ts');

const file = join(root, 'docs', 'openapi.json');
const text = `${JSON.stringify(printOpenApi(), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/openapi.json is not what the contract says: run "npm run openapi".');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
}
