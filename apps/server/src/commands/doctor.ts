import { languages, type Language } from '@xinhang/shared/auth.ts';
import { checkWords, partWords, sayFinding } from '@xinhang/shared/doctor-words.ts';
import { checkParts, worstOf, type CheckKey } from '@xinhang/shared/doctor.ts';
import { in3 } from '@xinhang/shared/words.ts';
import type { Found, FullDiagnosis } from '../ops/doctor/check.ts';
import { allChecks } from '../ops/doctor/checks.ts';
import { examineAll } from '../ops/doctor/examine-all.ts';
import { dataCommand, UsageError, type CommandCall } from './command.ts';

const ok = in3('正常', '正常', 'ok');
const isWrong = in3('有问题', '有問題', 'WRONG');
const isHint = in3('提醒', '提醒', 'hint');
const whatToDo = in3('怎么办：', '怎麼辦：', 'What to do: ');
const more = in3('…… 还有', '…… 還有', '… and more:');
const sound = in3('一切正常。', '一切正常。', 'Everything is sound.');
const hinted = in3(
  '没有问题，请看上面的提醒。',
  '沒有問題，請看上面的提醒。',
  'Nothing is wrong; see the hints above.',
);
const unsound = in3('有问题要处理。', '有問題要處理。', 'Something is wrong.');

function languageOf({ options }: CommandCall): Language {
  const asked = options['lang'] ?? 'en';
  const found = languages.find((one) => one === asked);
  if (!found) throw new UsageError(`--lang takes ${languages.join(', ')}.`);
  return found;
}

/** Looks at everything that is kept twice, and at the ground it stands on; changes nothing. */
export const doctor = dataCommand({
  usage: 'doctor [--lang zh-CN|zh-TW|en]',
  summary:
    'look at machine, database and backups, and say what to do; exits 1 if something is wrong',
  mode: 'reads',
  options: { lang: { type: 'string' } },
  parse(call) {
    if (call.words.length > 0) throw new UsageError(`"doctor" takes no "${call.words[0]}".`);
    return { lang: languageOf(call) };
  },
  async run(place, { lang }: { lang: Language }) {
    const { db, paths, now, elapsed = now } = place;
    const looked = { source: db.source, paths, now: now(), elapsed };
    let last: CheckKey | null = null;
    const checks = await examineAll(looked, allChecks, ({ check, percent }) => {
      if (check === last) return;
      last = check;
      place.say(`${String(percent).padStart(3)} % ${checkWords[check][lang]}`);
    });
    return {
      lang,
      sound: worstOf(checks) !== 'wrong',
      checks: checks.map((one) => ({
        ...one,
        findings: one.findings.map((found) => ({ ...found, ...sayFinding(found, lang) })),
      })),
    };
  },
  show: ({ lang, sound: isSound, checks }) =>
    [
      ...checkParts.flatMap((part) => [
        partWords[part][lang],
        ...checks.filter((check) => check.part === part).flatMap((check) => linesOf(check, lang)),
      ]),
      (!isSound ? unsound : checks.some(({ hints }) => hints > 0) ? hinted : sound)[lang],
    ].join('\n'),
  exitCode: ({ sound: isSound }) => (isSound ? 0 : 1),
});

type Said = Found & ReturnType<typeof sayFinding>;

/** A line per finding; what to do about several of one kind stands once below them. */
function linesOf(
  { check, problems, hints, findings }: Omit<FullDiagnosis, 'findings'> & { findings: Said[] },
  lang: Language,
): string[] {
  const state = problems > 0 ? isWrong : hints > 0 ? isHint : ok;
  const count = problems > 0 ? `: ${problems}` : '';
  const rest = problems + hints - findings.length;
  return [
    `  ${state[lang]}  ${checkWords[check][lang]}${count}`,
    ...findings.map(({ is, detail }) => `      ${is}${detail ? ` (${detail})` : ''}`),
    ...(rest > 0 ? [`      ${more[lang]} ${rest}`] : []),
    ...[...new Set(findings.map(({ todo }) => todo))].map(
      (todo) => `      ${whatToDo[lang]}${todo}`,
    ),
  ];
}
