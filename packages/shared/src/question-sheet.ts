import type { QuestionKind } from './exam-rules.ts';
import { MOST_QUESTIONS } from './questions.ts';

/** What keeps a line from being imported. */
export type SheetFault = 'kind' | 'text' | 'options' | 'answer' | 'points';

export interface SheetQuestion {
  kind: QuestionKind;
  text: string;
  options: string[];
  right: number[];
  accepted: string[];
  reference: string;
  explanation: string;
  points: number;
}
export interface SheetLine {
  /** In what was pasted, from 1. */
  line: number;
  text: string;
  fault: SheetFault | null;
  question: SheetQuestion | null;
}

const kinds: readonly [QuestionKind, RegExp][] = [
  ['single', /^(单选|單選|单选题|單選題|single( choice)?)$/i],
  ['multiple', /^(多选|多選|多选题|多選題|multiple( choice)?)$/i],
  ['boolean', /^(判断|判断题|是非|是非題|判斷|判斷題|true ?(or|\/) ?false)$/i],
  ['fill', /^(填空|填空题|填空題|填充|填充題|fill( ?-?in)?)$/i],
  ['text', /^(简答|简答题|簡答|簡答題|问答|問答|问答题|short text|text)$/i],
];
const yes = /^(对|對|是|正确|正確|√|t|true|yes|a)$/i;
const no = /^(错|錯|否|错误|錯誤|×|x|f|false|no|b)$/i;
const header = /^(题型|題型|kind)$/i;

/**
 * Cells of a block as spreadsheets copy it: tabs between cells, lines between rows; a cell with a
 * line break or a quotation mark in it stands in quotation marks, doubled inside.
 */
export function pastedCells(block: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)!.push(cell.trim());
    cell = '';
  };
  const text = block.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') {
      endCell();
      rows.push([]);
    } else cell += sign;
  }
  endCell();
  return rows;
}

const parts = (cell: string) =>
  cell
    .split(/[|｜\n]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** Options without the letters that people write before them. */
const optionsIn = (cell: string) =>
  parts(cell).map((part) => part.replace(/^[A-Ja-j][.、．:：)）]\s*/, ''));

/** The options that letters name: `B`, `AC`, `A、C`. */
function lettersIn(cell: string): number[] | null {
  const letters = cell
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s,、，;；|]/g, '');
  if (!/^[A-J]+$/.test(letters)) return null;
  return [...new Set(letters)].map((letter) => letter.charCodeAt(0) - 65).toSorted((a, b) => a - b);
}

function readLine(cells: readonly string[], points: number): SheetQuestion | SheetFault {
  const [kindCell = '', text = '', optionCell = '', answer = '', pointsCell = '', why = ''] = cells;
  const kind = kinds.find(([, words]) => words.test(kindCell))?.[0];
  if (!kind) return 'kind';
  if (text === '') return 'text';
  const given = pointsCell === '' ? points : Number(pointsCell);
  if (!Number.isInteger(given) || given < 1 || given > 100) return 'points';
  const base = { kind, text, points: given, explanation: why };
  const none = { options: [], right: [], accepted: [], reference: '' };
  switch (kind) {
    case 'text':
      return { ...base, ...none, reference: answer };
    case 'fill': {
      const accepted = parts(answer);
      return accepted.length === 0 ? 'answer' : { ...base, ...none, accepted };
    }
    case 'boolean': {
      const right = yes.test(answer) ? 0 : no.test(answer) ? 1 : null;
      return right === null ? 'answer' : { ...base, ...none, right: [right] };
    }
    case 'single':
    case 'multiple': {
      const options = optionsIn(optionCell);
      if (options.length < 2 || options.length > 10 || new Set(options).size < options.length) {
        return 'options';
      }
      const right = lettersIn(answer);
      const fits = right !== null && right.every((one) => one < options.length);
      if (!fits || (kind === 'single' && right.length !== 1)) return 'answer';
      return { ...base, ...none, options, right };
    }
  }
}

/** Questions of a pasted block, line by line; a first line that names the columns is left out. */
export function readQuestionSheet(block: string, points = 5): SheetLine[] {
  return pastedCells(block)
    .map((cells, at) => ({ cells, line: at + 1 }))
    .filter(({ cells, line }) => {
      const empty = cells.every((cell) => cell === '');
      return !empty && !(line === 1 && header.test(cells[0] ?? ''));
    })
    .slice(0, MOST_QUESTIONS)
    .map(({ cells, line }): SheetLine => {
      const read = readLine(cells, points);
      const text = cells[1] ?? '';
      return typeof read === 'string'
        ? { line, text, fault: read, question: null }
        : { line, text, fault: null, question: read };
    });
}
