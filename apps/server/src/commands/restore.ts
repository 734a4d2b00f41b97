import { bringBack } from '../ops/backup/bring-back.ts';
import { differenceTo, type Difference } from '../ops/backup/difference.ts';
import { officeOf } from '../ops/backup/office-of.ts';
import { hundredths } from '../ops/backup/progress.ts';
import { removeOldStores, switchToStaged } from '../ops/backup/restore.ts';
import { dataCommand } from './command.ts';
import { describedLines, describeManifest, fileOf, fileOptions, type Described } from './verify.ts';

type Asked = ReturnType<typeof fileOf> & { yes: boolean; withoutBackup: boolean };
interface Result {
  restored: boolean;
  described: Described;
  difference: Difference[];
  /** Name of the backup of the state that was replaced. */
  before: string | null;
  /** Whether the server's own keys came back too. */
  keys: boolean;
}

/** The person has not said that the data that are here may be replaced. */
class NotAgreed extends Error {}

/**
 * Brings the company back from one file, here or in the server that runs. Checked in full before
 * anything is touched; the present state is backed up first.
 */
export const restore = dataCommand({
  usage:
    'restore FILE [--yes] [--recovery-key KEY]\nrestore FILE --yes [--any-signer] [--without-backup]',
  summary: 'bring everything back from a backup; without --yes only says what would change',
  mode: 'writes',
  creates: true,
  bare: true,
  options: {
    ...fileOptions,
    yes: { type: 'boolean' },
    'without-backup': { type: 'boolean' },
  },
  parse: (call): Asked => ({
    ...fileOf(call, 'restore'),
    yes: call.options['yes'] === true,
    withoutBackup: call.options['without-backup'] === true,
  }),
  async run(place, asked: Asked): Promise<Result> {
    const office = officeOf(place);
    const report = hundredths((percent, phase) =>
      place.say(`${String(percent).padStart(3)} % ${phase}`),
    );
    let found: Pick<Result, 'described' | 'difference'> | null = null;
    const deps = { now: place.now, random: place.random, version: place.version };
    const wanted = {
      ...asked,
      agree(manifest: Parameters<typeof describeManifest>[1]) {
        const difference = differenceTo(place.paths, manifest);
        found = { described: describeManifest(asked.file, manifest), difference };
        if (difference.length > 0 && !asked.yes) throw new NotAgreed();
      },
    };
    try {
      const { journal, before, keys } = await bringBack(office, deps, wanted, { report });
      await place.swap(() => switchToStaged(place.paths, journal));
      removeOldStores(place.paths, journal.to);
      return { restored: true, ...found!, before, keys };
    } catch (error) {
      if (!(error instanceof NotAgreed)) throw error;
      return { restored: false, ...found!, before: null, keys: false };
    }
  },
  show({ restored, described, difference, before, keys }) {
    const lines = difference.map(
      ({ what, now, restored: then }) =>
        `${String(now).padStart(10)} -> ${String(then).padStart(8)}  ${what}`,
    );
    const after = [
      'Restored. Everybody logs in again.',
      ...(before ? [`The state before is in ${before}.`] : []),
      ...(keys ? ["The server's own keys came back too."] : []),
    ];
    return [
      ...describedLines(described),
      ...(lines.length > 0 ? ['', '       now    restored', ...lines, ''] : []),
      ...(restored ? after : ['Nothing was changed. Add --yes to restore.']),
    ].join('\n');
  },
  exitCode: ({ restored }) => (restored ? 0 : 1),
});
