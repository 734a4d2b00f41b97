import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkBackup } from '@xinhang/server/ops/backup/check.ts';
import { makeArchive, type MakeOrder } from '@xinhang/server/ops/backup/make.ts';
import type { Deps } from '@xinhang/server/deps.ts';
import type { Paths } from '@xinhang/server/ops/paths.ts';
import { startCompany } from './server.ts';

export const quiet = () => {};

/** A company with customers and an attached file, and what its backup is ordered with. */
export async function companyWithFiles(customers = 20, deps: Pick<Deps, 'swap'> = {}) {
  const company = await startCompany(deps);
  const boss = await company.login('boss');
  let id = 0;
  for (let at = 0; at < customers; at += 1) {
    const made = await company.call(boss, 'POST', '/customers', { name: `客户${at}有限公司` });
    id = (made.json as { id: number }).id;
  }
  const bytes = randomBytes(3000);
  const uploaded = await company.app.inject({
    method: 'POST',
    url: `/api/v1/customers/${id}/files?name=a.pdf`,
    headers: {
      authorization: `Bearer ${boss}`,
      'idempotency-key': `file-${randomBytes(8).toString('hex')}`,
      'content-type': 'application/octet-stream',
    },
    payload: bytes,
  });
  if (uploaded.statusCode >= 300) throw new Error(uploaded.body);
  await company.app.sealer.seal();
  return { ...company, boss, fileHash: createHash('sha256').update(bytes).digest('hex') };
}

export function order(paths: Paths, more: Partial<MakeOrder> = {}): MakeOrder {
  mkdirSync(paths.backups, { recursive: true });
  return {
    paths,
    directory: paths.backups,
    stage: join(paths.tmp, `stage-${randomBytes(6).toString('hex')}`),
    name: `xinhang-20261124.zip`,
    kind: 'daily',
    businessDate: '2026-11-24',
    madeAt: Date.UTC(2026, 10, 24, 1, 0),
    appVersion: '0.0.0-test',
    sequence: 1,
    host: { id: 'aabb', name: 'host' },
    previous: null,
    ...more,
  };
}

/** Makes an archive in this process and answers its bytes. */
export async function archiveOf(paths: Paths, more: Partial<MakeOrder> = {}): Promise<Buffer> {
  const made = await makeArchive(order(paths, more), quiet);
  return readFileSync(join(paths.backups, made.name));
}

/** Checks bytes as a file of its own; answers the code and the reason of the refusal, or null. */
export async function refusalOf(
  bytes: Buffer,
  trusted: readonly string[] | null = null,
  more: { name?: string; identities?: string[] } = {},
): Promise<string | null> {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-check-'));
  const file = join(directory, more.name ?? 'x.zip');
  try {
    writeFileSync(file, bytes);
    const identities = more.identities ?? [];
    await checkBackup({ file, into: join(directory, 'into'), trusted, identities }, quiet);
    return null;
  } catch (error) {
    const { code, details } = error as {
      code?: string;
      details?: { params?: { reason?: string } };
    };
    if (!details) throw error;
    return `${code} ${details.params?.reason ?? ''}`.trim();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Every file below a directory with the hash of its bytes. */
export function fingerprintOf(root: string, without: readonly string[] = []): Map<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => !without.some((name) => relative(root, path).startsWith(name)))
      .map((path) => [
        relative(root, path),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ]),
  );
}

/** Puts the hash of the bytes into the comment anew, as whoever forges a file would. */
export function resealed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const body = copy.subarray(0, copy.length - 64);
  copy.write(createHash('sha256').update(body).digest('hex'), copy.length - 64, 'ascii');
  return copy;
}
