import type { FindingCode } from '@xinhang/shared/server.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Paths } from '../paths.ts';

export interface Examined {
  readonly db: Reader;
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: number;
  /** Ms from some beginning, for durations. */
  readonly elapsed: () => number;
  /** One line of progress. */
  readonly say: (line: string) => void;
}

/** Worth knowing, while nothing is broken yet. */
export interface Hint {
  readonly hint: string;
}

/** Something that the screen says too, in the language of its reader. */
export interface Told {
  readonly code: FindingCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Something that is wrong: for the command line in words, for the screen by its code. */
export const wrong = (code: FindingCode, text: string, params: Told['params'] = {}) => ({
  wrong: text,
  code,
  params,
});
/** The same of what is worth knowing. */
export const hint = (code: FindingCode, text: string, params: Told['params'] = {}) => ({
  hint: text,
  code,
  params,
});
export type Finding = string | Hint | (Hint & Told) | ({ readonly wrong: string } & Told);

export const parts = ['environment', 'database', 'backups'] as const;

/** Something to look at, with a word for each thing that is not as it should be. */
export interface Check {
  readonly name: string;
  readonly part: (typeof parts)[number];
  /** What to do about whatever it finds, as a sentence. */
  readonly advice: string;
  readonly run: (examined: Examined) => AsyncIterable<Finding>;
}

export interface Diagnosis {
  name: string;
  part: Check['part'];
  /** Whether nothing is wrong; there may be hints. */
  ok: boolean;
  /** How many things are wrong. */
  problems: number;
  /** The first of them. */
  found: string[];
  hints: string[];
  /** What of it the screen says too. */
  told: (Told & { wrong: boolean })[];
  /** Null where there is nothing to be done. */
  advice: string | null;
}

/** Bytes, in words. */
export const gigabytes = (bytes: number) => `${(bytes / 1_073_741_824).toFixed(1)} GB`;

const SHOWN = 20;

/** Runs one check after the other; one that cannot be run is a finding too. */
export async function examine(examined: Examined, checks: readonly Check[]): Promise<Diagnosis[]> {
  const diagnoses: Diagnosis[] = [];
  for (const { name, part, advice, run } of checks) {
    examined.say(`${name} …`);
    const found: string[] = [];
    const hints: string[] = [];
    const told: Diagnosis['told'] = [];
    let problems = 0;
    const note = (text: string) => {
      problems += 1;
      if (found.length < SHOWN) found.push(text);
    };
    try {
      for await (const what of run(examined)) {
        if (typeof what === 'string') note(what);
        else if ('wrong' in what) note(what.wrong);
        else hints.push(what.hint);
        if (typeof what !== 'string' && 'code' in what && told.length < SHOWN) {
          const { code, params } = what;
          told.push({ code, params, wrong: 'wrong' in what });
        }
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      note(`cannot be checked: ${why}`);
      told.push({ code: 'unchecked', params: { why }, wrong: true });
    }
    const quiet = problems === 0 && hints.length === 0;
    diagnoses.push({
      name,
      part,
      ok: problems === 0,
      problems,
      found,
      hints,
      told,
      advice: quiet ? null : advice,
    });
  }
  return diagnoses;
}
