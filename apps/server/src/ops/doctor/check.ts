import type { Reader } from '@xinhang/db/database.ts';
import type {
  CheckKey,
  checkParts,
  CustomerFigure,
  Diagnosis,
  Finding,
  FindingCode,
} from '@xinhang/shared/doctor.ts';
import type { Paths } from '../paths.ts';

export interface Examined {
  readonly db: Reader;
  readonly paths: Paths;
  /** UTC ms. */
  readonly now: number;
  /** Ms from some beginning, for durations. */
  readonly elapsed: () => number;
  /** How far the check that runs is. */
  readonly report?: ((done: number, total: number) => void) | undefined;
}

type Params = Finding['params'] & { figure?: CustomerFigure };

/** What a check says; `detail` is for whoever mends it, in English, and reaches no screen. */
export type Found = Finding & { detail?: string };

/** Something that is wrong. */
export const wrong = (code: FindingCode, params: Params = {}, detail?: string): Found => ({
  code,
  params,
  wrong: true,
  ...(detail !== undefined && { detail }),
});
/** The same of what is worth knowing, while nothing is broken yet. */
export const hint = (code: FindingCode, params: Params = {}, detail?: string): Found => ({
  ...wrong(code, params, detail),
  wrong: false,
});

/** Something to look at, with a finding for each thing that is not as it should be. */
export interface Check {
  readonly key: CheckKey;
  readonly part: (typeof checkParts)[number];
  /** Looks at what only this engine has. */
  readonly engine?: 'sqlite';
  readonly run: (examined: Examined) => AsyncIterable<Found>;
}

export interface FullDiagnosis extends Diagnosis {
  findings: Found[];
}

const SHOWN = 20;

const whyNot = (error: unknown): Found =>
  wrong('unchecked', { why: error instanceof Error ? error.message : String(error) });

/** What is said of a check that could not be run: that is a finding too. */
export function uncheckable({ key, part }: Check, error: unknown): FullDiagnosis {
  return { check: key, part, problems: 1, hints: 0, findings: [whyNot(error)] };
}

/** Runs one check; where it breaks off, what it found before is kept. */
export async function examineOne(examined: Examined, check: Check): Promise<FullDiagnosis> {
  const { key, part, run } = check;
  const diagnosis: FullDiagnosis = { check: key, part, problems: 0, hints: 0, findings: [] };
  const note = (found: Found) => {
    if (found.wrong) diagnosis.problems += 1;
    else diagnosis.hints += 1;
    if (diagnosis.findings.length < SHOWN) diagnosis.findings.push(found);
  };
  try {
    for await (const found of run(examined)) note(found);
  } catch (error) {
    note(whyNot(error));
  }
  return diagnosis;
}

/** Runs one check after the other. */
export async function examine(
  examined: Examined,
  checks: readonly Check[],
): Promise<FullDiagnosis[]> {
  const diagnoses: FullDiagnosis[] = [];
  for (const check of checks) diagnoses.push(await examineOne(examined, check));
  return diagnoses;
}
