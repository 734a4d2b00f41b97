import { examine, type Diagnosis } from '../ops/doctor/check.ts';
import { allChecks } from '../ops/doctor/checks.ts';
import { dataCommand, UsageError } from './command.ts';

/** Looks at everything that is kept twice, and at the ground it stands on; changes nothing. */
export const doctor = dataCommand({
  usage: 'doctor',
  summary:
    'compare caches with their sources, files and the audit with their hashes; exits 1 if not sound',
  mode: 'reads',
  parse({ words }) {
    if (words.length > 0) throw new UsageError(`"doctor" takes no "${words[0]}".`);
    return {};
  },
  async run(place) {
    const { db, paths, now } = place;
    const say = (line: string) => place.say(line);
    const checks = await examine({ db: db.read, paths, now: now(), say }, allChecks);
    return { sound: checks.every(({ ok }) => ok), checks };
  },
  show: ({ sound, checks }) =>
    [...checks.flatMap(linesOf), sound ? 'Everything is sound.' : 'Something is wrong.'].join('\n'),
  exitCode: ({ sound }) => (sound ? 0 : 1),
});

function linesOf({ name, ok, problems, found }: Diagnosis): string[] {
  if (ok) return [`ok      ${name}`];
  const more = problems > found.length ? [`        … and ${problems - found.length} more`] : [];
  return [`WRONG   ${name}: ${problems}`, ...found.map((text) => `        ${text}`), ...more];
}
