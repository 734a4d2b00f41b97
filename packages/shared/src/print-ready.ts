import type { Language } from './auth.ts';
import { printKinds, type PrintKindName } from './print-kinds.ts';
import type { PrintLayout, PrintPaper } from './print-templates.ts';
import { in3, type Words } from './words.ts';

/** Papers that every kind is ready for without anybody writing a template. */
const ready: readonly { paper: PrintPaper; words: Words }[] = [
  { paper: 'continuous-140', words: in3('三联纸 241×140', '三聯紙 241×140', 'Three-part 241×140') },
  { paper: 'a4', words: in3('A4', 'A4', 'A4') },
];

export interface ReadyTemplate {
  kind: PrintKindName;
  name: string;
  layout: PrintLayout;
}

/** What a template of this kind begins with: everything the kind has but what is optional, in its order. */
export function readyLayout(
  kind: PrintKindName,
  paper: PrintPaper,
  language: Language,
): PrintLayout {
  const { title, head, columns, foot, copies } = printKinds[kind];
  const carbon = paper.startsWith('continuous');
  const names = copies.map((words) => words[language]);
  return {
    title: title[language],
    subtitle: '',
    paper,
    copies: carbon ? names : names.slice(0, 1),
    carbon,
    head: head.map(({ key }) => key),
    columns: columns
      .filter(({ optional }) => !optional)
      .map(({ key, width }) => ({ key, title: '', width })),
    foot: foot.map((words) => words[language]),
    note: '',
    prices: true,
    subtotals: true,
    capitals: columns.some(({ type }) => type === 'amount'),
    counts: true,
    fontSize: carbon ? 9 : 10,
  };
}

/** Templates of a kind that are always there; a company writes its own beside them. */
export function readyTemplates(kind: PrintKindName, language: Language): ReadyTemplate[] {
  return ready.map(({ paper, words }) => ({
    kind,
    name: words[language],
    layout: readyLayout(kind, paper, language),
  }));
}
