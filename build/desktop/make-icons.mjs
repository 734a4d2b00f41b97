// Draws the icons with ImageMagick (`convert`). Run by hand when the drawing changes; the small
// results are committed, so that a build needs no ImageMagick.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../node.mjs';

const icons = join(root, 'build/desktop/icons');

function convert(...argv) {
  const result = spawnSync('convert', argv, { stdio: 'inherit' });
  if (result.status !== 0) throw new Error(`convert failed: ${result.error ?? result.status}`);
}

/** A white sail over a wave on a blue field, on a 1024 grid. */
const drawing = [
  ['fill', '#1c5fd4', 'roundrectangle 32,32 992,992 200,200'],
  ['fill', '#ffffff', 'path "M 500,150 L 500,640 L 200,640 Z"'],
  ['fill', '#cfe0ff', 'path "M 548,260 L 548,640 L 810,640 Z"'],
  [
    'fill',
    '#ffffff',
    'path "M 170,700 L 854,700 C 800,850 700,870 512,870 C 324,870 224,850 170,700 Z"',
  ],
].flatMap(([, colour, shape]) => ['-fill', colour, '-draw', shape]);

const drawn = join(icons, 'icon.png');
mkdirSync(join(icons, 'linux'), { recursive: true });
convert(
  '-size',
  '1024x1024',
  'xc:none',
  ...drawing,
  '-strip',
  '-define',
  'png:exclude-chunks=date,time',
  drawn,
);

const resized = (size, file) =>
  convert(
    drawn,
    '-resize',
    `${size}x${size}`,
    '-strip',
    '-define',
    'png:exclude-chunks=date,time',
    join(icons, file),
  );
for (const size of [16, 32, 48, 64, 128, 256, 512]) resized(size, `linux/${size}x${size}.png`);
resized(16, 'tray.png');
resized(32, 'tray@2x.png');
convert(drawn, '-define', 'icon:auto-resize=256,64,48,32,16', join(icons, 'icon.ico'));
convert(drawn, '-define', 'icon:auto-resize=32,16', join(icons, 'tray.ico'));
