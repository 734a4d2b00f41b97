import { Problem, type ProblemCode } from '@xinhang/shared/problems.ts';

/** What a person with a file in hand meets, in words; the screens have their own. */
const words: Partial<Record<ProblemCode, string>> = {
  'sheet-unreadable': 'This file cannot be read. Save it as xlsx or CSV and try again.',
  'sheet-too-large': 'The sheet is too large. Split it into several files.',
  'sheet-empty': 'The sheet has no rows.',
  'sheet-password': 'The file has a password. Remove it and try again.',
  'mapping-incomplete': 'The head of the sheet names no column for what each row needs.',
};

/** What the person reads where the work failed. */
export function reasonFor(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const { params, errors } = error.details;
  const said = words[error.code];
  const file = params?.['fileName'];
  if (said) return typeof file === 'string' ? `${file}: ${said}` : said;
  return [error.code, params && JSON.stringify(params), errors && JSON.stringify(errors)]
    .filter(Boolean)
    .join(' ');
}
