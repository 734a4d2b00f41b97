/** What customers are worth by what they brought in; not how likely they sign, which is the chance. */
export const valueGrades = ['A', 'B', 'C'] as const;
export type ValueGrade = (typeof valueGrades)[number];

const FEN = 100;

/** The grade that an amount makes: C from the first fen on, none for nothing. */
export function valueGradeOf(
  amountFen: number,
  { fromA, fromB }: { fromA: number; fromB: number },
): ValueGrade | null {
  if (amountFen <= 0) return null;
  // Where B is said to begin above A, A alone counts.
  if (amountFen >= fromA * FEN) return 'A';
  return amountFen >= fromB * FEN ? 'B' : 'C';
}
