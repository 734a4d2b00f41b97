/** `text` is marked by a person, everything else at once. */
export const questionKinds = ['single', 'multiple', 'boolean', 'fill', 'text'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What a question holds beside its text; of each kind some of it is empty. */
export interface QuestionDetail {
  /** Of `single` and `multiple`. */
  options: string[];
  /** Indexes of the right options; of `boolean` 0 means true and 1 false. */
  right: number[];
  /** Of `fill`: what counts as right. */
  accepted: string[];
  /** Of `text`: what a good answer says, for whoever marks it. */
  reference: string;
  explanation: string;
}

/** What somebody answered: indexes of options as they are stored, or a text. */
export interface Answered {
  chosen: readonly number[];
  text: string;
}

/** In one width and case, without spaces and the full stop at the end. */
const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, '')
    .replace(/[.。]$/, '');

export const isAnswered = ({ chosen, text }: Answered) => chosen.length > 0 || text.trim() !== '';

/**
 * Points of an answer: all or none. Null where a person has to say it; a text that was not written
 * has none.
 */
export function scoreOfAnswer(
  question: { kind: QuestionKind; points: number } & Pick<QuestionDetail, 'right' | 'accepted'>,
  answer: Answered,
): number | null {
  if (!isAnswered(answer)) return 0;
  const given = (right: boolean) => (right ? question.points : 0);
  switch (question.kind) {
    case 'text':
      return null;
    case 'fill':
      return given(question.accepted.some((one) => folded(one) === folded(answer.text)));
    case 'single':
    case 'multiple':
    case 'boolean': {
      const chosen = new Set(answer.chosen);
      const same = chosen.size === question.right.length;
      return given(same && question.right.every((one) => chosen.has(one)));
    }
  }
}

export interface ExamResult {
  score: number;
  /** In 1/100 %. */
  percentBp: number;
  passed: boolean;
}

/** The result of an attempt; null while an answer is not marked. */
export function resultOfAttempt(
  answers: readonly { points: number; score: number | null }[],
  passPercent: number,
): ExamResult | null {
  let score = 0;
  let total = 0;
  for (const one of answers) {
    if (one.score === null) return null;
    score += one.score;
    total += one.points;
  }
  const percentBp = total === 0 ? 0 : Math.round((score * 10_000) / total);
  // Not by what is rounded: 59.999 % is no 60.
  return { score, percentBp, passed: total > 0 && score * 100 >= passPercent * total };
}

/** A list in an order by chance; `random` gives so many bytes. */
export function shuffled<T>(list: readonly T[], random: (bytes: number) => Uint8Array): T[] {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const bytes = random(4);
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    const other = number % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
