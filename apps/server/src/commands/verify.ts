import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkInChild, rehearseInChild } from '../ops/backup/child.ts';
import { serverIdentity, tidyRecoveryKey, trustedSigners } from '../ops/backup/keys.ts';
import { fingerprint, type Manifest } from '../ops/backup/manifest.ts';
import { hundredths } from '../ops/backup/progress.ts';
import { fromCaller, isDataDirectory, openDataDirectory } from '../ops/paths.ts';
import { say, sayProgress, UsageError, type CommandCall, type ProcessCommand } from './command.ts';

export interface Described {
  file: string;
  company: string;
  businessDate: string;
  local: string;
  kind: string;
  appVersion: string;
  schemaVersion: number;
  sequence: number;
  host: string;
  signer: string;
  rows: number;
  files: number;
  lost: number;
}

/** What a checked backup is, in the words of its manifest. */
export function describeManifest(file: string, manifest: Manifest): Described {
  return {
    file,
    company: manifest.company,
    businessDate: manifest.businessDate,
    local: manifest.local,
    kind: manifest.kind,
    appVersion: manifest.appVersion,
    schemaVersion: manifest.schemaVersion,
    sequence: manifest.sequence,
    host: manifest.host.name,
    signer: fingerprint(manifest.signer),
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.entries.filter(({ name }) => name.startsWith('files/')).length,
    lost: manifest.lost.length,
  };
}

export function describedLines(described: Described): string[] {
  const { company, businessDate, local, kind, appVersion, sequence, host, signer } = described;
  return [
    `${company}, ${businessDate} (${kind}, made ${local} on ${host}, no. ${sequence}, Xinhang ${appVersion})`,
    `${described.rows} rows, ${described.files} attached files${described.lost > 0 ? `, ${described.lost} missing when it was made` : ''}`,
    `Signed by ${signer}`,
  ];
}

/** The one file that is named, and the recovery key where one is given. */
export function fileOf({ words, options }: CommandCall, command: string) {
  const [file, ...rest] = words;
  if (!file || rest.length > 0) throw new UsageError(`Say which file: ${command} FILE.`);
  const key = options['recovery-key'];
  return {
    file: fromCaller(file),
    recoveryKey: typeof key === 'string' ? tidyRecoveryKey(key) : null,
    anySigner: options['any-signer'] === true,
  };
}

export const fileOptions = {
  'recovery-key': { type: 'string' },
  'any-signer': { type: 'boolean' },
} as const;

/** Where the copy is unpacked, and whom and what this machine knows; nothing where no data are. */
async function orderFor(call: CommandCall, asked: ReturnType<typeof fileOf>) {
  const paths = isDataDirectory(call.data) ? openDataDirectory(call.data) : null;
  const name = `verify-${call.machine.random(6).toString('hex')}`;
  return {
    file: asked.file,
    into: paths ? join(paths.tmp, name) : join(mkdtempSync(join(tmpdir(), 'xinhang-')), name),
    trusted: paths && !asked.anySigner ? trustedSigners(paths) : null,
    identities: [
      ...(asked.recoveryKey === null ? [] : [asked.recoveryKey]),
      ...(paths ? [await serverIdentity(paths)] : []),
    ],
  };
}

async function examine(call: CommandCall, command: 'verify' | 'rehearse'): Promise<void> {
  const asked = fileOf(call, command);
  const order = await orderFor(call, asked);
  const report = hundredths((percent, phase) =>
    sayProgress(`${String(percent).padStart(3)} % ${phase}`),
  );
  try {
    const found =
      command === 'rehearse'
        ? await rehearseInChild(order, { report })
        : { ...(await checkInChild(order, { report })), asked: null };
    const described = describeManifest(asked.file, found.manifest);
    if (call.json) {
      say(JSON.stringify({ ...described, answered: found.asked?.answered ?? null }));
      return;
    }
    const head = found.asked
      ? `The backup can be restored: a server on a copy answered ${found.asked.answered} reads.`
      : 'The backup is sound.';
    say([head, ...describedLines(described)].join('\n'));
  } finally {
    rmSync(order.into, { recursive: true, force: true });
  }
}

/** Checks a backup file in full: every byte, every row, the audit chain. Changes nothing. */
export const verify: ProcessCommand = {
  usage: 'verify FILE [--recovery-key KEY] [--any-signer]',
  summary: 'check a backup in full: every byte, every row, its signature',
  mode: 'process',
  options: fileOptions,
  run: (call) => examine(call, 'verify'),
};

/** The same, and starts a server on a copy and asks it, as a restore would. */
export const rehearse: ProcessCommand = {
  usage: 'rehearse FILE [--recovery-key KEY] [--any-signer]',
  summary: 'restore a backup aside, start a server on it, ask it, and clean up',
  mode: 'process',
  options: fileOptions,
  run: (call) => examine(call, 'rehearse'),
};
