import { hundredths } from '../ops/backup/progress.ts';
import { makeRecoveryKey, recovery } from '../ops/backup/keys.ts';
import { officeOf } from '../ops/backup/office-of.ts';
import { dataCommand, UsageError } from './command.ts';

interface Made {
  kind: 'made';
  file: string;
  directory: string;
  size: number;
  milliseconds: number;
  /** Reads that a server on the copy answered. */
  answered: number;
  /** Attached files that were missing already. */
  lost: number;
  firstFailed: { problem: string; reason: string } | null;
}
type Result = Made | { kind: 'key'; recoveryKey: string };

/** Makes a backup now and proves it; or makes the recovery key, whose secret is shown once. */
export const backup = dataCommand({
  usage: 'backup\nbackup --new-recovery-key',
  summary: 'make a backup now and prove it by starting a server on it',
  mode: 'writes',
  options: { 'new-recovery-key': { type: 'boolean' } },
  parse({ words, options }) {
    if (words.length > 0) throw new UsageError(`"backup" takes no "${words[0]}".`);
    return { newKey: options['new-recovery-key'] === true };
  },
  async run(place, { newKey }): Promise<Result> {
    if (newKey) {
      const recoveryKey = await makeRecoveryKey(place.paths, place.now());
      await place.write((ctx) =>
        ctx.audit({
          action: 'backups.recoveryKey',
          entity: 'backup',
          entityId: null,
          after: { recipient: recovery(place.paths)?.recipient },
        }),
      );
      return { kind: 'key', recoveryKey };
    }
    const office = officeOf(place);
    const report = hundredths((percent, phase) =>
      place.say(`${String(percent).padStart(3)} % ${phase}`),
    );
    const { file, seen, firstFailed } = await office.make('manual', { report });
    await place.write((ctx) =>
      ctx.audit({
        action: 'backups.make',
        entity: 'backup',
        entityId: null,
        after: { file, size: seen.size, sha256: seen.sha256 },
      }),
    );
    return {
      kind: 'made',
      file,
      directory: office.directory,
      size: seen.size,
      milliseconds: (seen.madeInMs ?? 0) + (seen.provedInMs ?? 0),
      answered: seen.answered ?? 0,
      lost: seen.lost,
      firstFailed,
    };
  },
  show(result) {
    if (result.kind === 'key') {
      return [
        `Recovery key: ${result.recoveryKey}`,
        'Print it and keep it in a safe. It is shown only now and is kept nowhere.',
      ].join('\n');
    }
    const { file, directory, size, milliseconds, answered, lost, firstFailed } = result;
    const seconds = (milliseconds / 1000).toFixed(1);
    return [
      `${file} in ${directory}: ${(size / 1e6).toFixed(1)} MB, ${seconds} s, verified; a server on it answered ${answered} reads`,
      ...(lost > 0
        ? [`${lost} attached files were missing or damaged already: see "xinhang doctor".`]
        : []),
      ...(firstFailed
        ? [
            `The first try failed (${firstFailed.problem} ${firstFailed.reason}); this is the second.`,
          ]
        : []),
    ].join('\n');
  },
});
