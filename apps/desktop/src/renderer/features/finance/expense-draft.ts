import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ExpenseClaim } from '@xinhang/shared/expense-claims.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';

export interface ExpenseLineDraft {
  key: string;
  categoryId: number | null;
  spentOn: string;
  amountFen: number | null;
  note: string;
  customer: NameRef | null;
}
/** A claim as it is written. */
export interface ExpenseDraft {
  title: string;
  lines: ExpenseLineDraft[];
}

let made = 0;

/** A line that is begun, on the day of the one before. */
export function blankLine(spentOn: string): ExpenseLineDraft {
  made += 1;
  const key = `begun-${made}`;
  return { key, categoryId: null, spentOn, amountFen: null, note: '', customer: null };
}

export const emptyClaim = (today: string, customer: NameRef | null): ExpenseDraft => ({
  title: '',
  lines: [{ ...blankLine(today), customer }],
});

export const draftOf = (doc: ExpenseClaim, keys: readonly string[]): ExpenseDraft => ({
  title: doc.title,
  lines: doc.lines.map((line, at) => ({
    key: keys[at] ?? String(line.id),
    categoryId: line.category.id,
    spentOn: line.spentOn,
    amountFen: line.amountFen,
    note: line.note,
    customer: line.customer,
  })),
});

/** Nothing was written in it yet. */
export const isBlank = (line: ExpenseLineDraft) =>
  line.categoryId === null && line.amountFen === null && line.note.trim() === '';

export const isComplete = (draft: ExpenseDraft): boolean =>
  draft.lines.every(
    (line) =>
      isBlank(line) ||
      (line.categoryId !== null && isReckoned(line.amountFen) && (line.amountFen ?? 0) > 0),
  );

export const hasLines = (draft: ExpenseDraft): boolean =>
  draft.lines.some((line) => !isBlank(line));

export const totalOf = (draft: ExpenseDraft): number =>
  draft.lines.reduce(
    (sum, line) => sum + (isReckoned(line.amountFen) ? (line.amountFen ?? 0) : 0),
    0,
  );

/** The part of a draft that the server takes; blank lines are left out. */
export const bodyOf = (draft: ExpenseDraft) => ({
  title: draft.title.trim(),
  lines: draft.lines
    .filter((line) => !isBlank(line))
    .map((line) => ({
      categoryId: line.categoryId!,
      spentOn: line.spentOn,
      amountFen: line.amountFen!,
      note: line.note.trim(),
      customerId: line.customer?.id ?? null,
    })),
});
