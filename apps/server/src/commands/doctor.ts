import { examine, parts, type Diagnosis } from '../ops/doctor/check.ts';
import { allChecks } from '../ops/doctor/checks.ts';
import { dataCommand, UsageError } from './command.ts';

/** Looks at everything that is kept twice, and at the ground it stands on; changes nothing. */
export const doctor = dataCommand({
  usage: 'doctor',
  summary:
    'look at machine, database and backups, and say what to do; exits 1 if something is wrong',
  mode: 'reads',
  parse({ words }) {
    if (words.length > 0) throw new UsageError(`"doctor" takes no "${words[0]}".`);
    return {};
  },
  async run(place) {
    const { db, paths, now, elapsed = now } = place;
    const say = (line: string) => place.say(line);
    const checks = await examine({ db: db.read, paths, now: now(), elapsed, say }, allChecks);
    return { sound: checks.every(({ ok }) => ok), checks };
  },
  show: ({ sound, checks }) =>
    [
      ...parts.flatMap((part) => [
        `${part}:`,
        ...checks.filter((check) => check.part === part).flatMap(linesOf),
      ]),
      sound ? 'Everything is sound.' : 'Something is wrong.',
    ].join('\n'),
  exitCode: ({ sound }) => (sound ? 0 : 1),
});

function linesOf({ name, ok, problems, found, hints, advice }: Diagnosis): string[] {
  const more = problems > found.length ? [`        … and ${problems - found.length} more`] : [];
  const head = ok
    ? hints.length > 0
      ? `hint    ${name}`
      : `ok      ${name}`
    : `WRONG   ${name}: ${problems}`;
  return [
    head,
    ...[...found, ...hints].map((text) => `        ${text}`),
    ...more,
    ...(advice ? [`        What to do: ${advice}`] : []),
  ];
}
