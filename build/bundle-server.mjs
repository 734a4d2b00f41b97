// Bundles the server and its workers into dist/server. Packages from the registry stay outside, but
// for two of several hundred small files each, whose looking up would be a third of a cold start.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './node.mjs';

const inside = /^(kysely|zod)(\/|$)/;
const output = join(root, 'dist', 'server');
const bundle = await rolldown({
  input: {
    cli: join(root, 'apps/server/src/cli.ts'),
    'sheet-worker': join(root, 'apps/server/src/jobs/sheet-worker.ts'),
    'backup-worker': join(root, 'apps/server/src/ops/backup/worker.ts'),
    'doctor-worker': join(root, 'apps/server/src/ops/doctor/worker.ts'),
    rehearsal: join(root, 'apps/server/src/ops/backup/rehearsal-server.ts'),
    'export-worker': join(root, 'apps/server/src/modules/customers/export-worker.ts'),
    'sales-worker': join(root, 'apps/server/src/modules/analysis/sales-worker.ts'),
    'deal-export-worker': join(root, 'apps/server/src/modules/deals/export-worker.ts'),
    'summary-worker': join(root, 'apps/server/src/modules/stock/summary-worker.ts'),
    'ageing-worker': join(root, 'apps/server/src/modules/finance/receivables/ageing-worker.ts'),
  },
  platform: 'node',
  external: (id) =>
    !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('@xinhang/') && !inside.test(id),
});
rmSync(output, { recursive: true, force: true });
await bundle.write({
  dir: output,
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].mjs',
  chunkFileNames: 'chunks/[name]-[hash].mjs',
});
await bundle.close();
