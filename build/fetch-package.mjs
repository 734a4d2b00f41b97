// Takes one package from the registry through npm, and believes it only by its hash.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';

const cache = join(root, 'dist', 'packages');

function must(program, args, options) {
  const { status, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    ...options,
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
}

/** Unpacks `name@version` into a cache and answers the folder. Throws where the bytes are others. */
export function fetchPackage(name, version, integrity) {
  const folder = join(cache, `${name.replace('/', '+')}@${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, 'part-'));
  try {
    must('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', aside], {
      cwd: aside,
    });
    const file = readdirSync(aside).find((one) => one.endsWith('.tgz'));
    const bytes = readFileSync(join(aside, file));
    const hash = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    if (hash !== integrity) throw new Error(`${name}@${version} is not what it was: ${hash}`);
    must('tar', ['xzf', file], { cwd: aside });
    renameSync(join(aside, 'package'), folder);
    return folder;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
