import { App, Select } from 'antd';
import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { readNumber } from '../amount-text.ts';
import type { LineInput } from './line-column.ts';
import { isBlock } from './paste-lines.ts';

/** Which way a cell is left. */
export type Leaving = 'enter' | 'next' | 'back' | 'up' | 'down';

export interface CellProps<Line> {
  label: string;
  line: Line;
  /** As it reads now. */
  text: string;
  /** Takes what was written; the line as it then is goes along with the way it is left. */
  onTake: (line: Line, leaving: Leaving | null) => void;
  onLeave: (leaving: Leaving) => void;
  onPaste: (text: string) => void;
}

const leavings: Readonly<Record<string, Leaving>> = {
  Enter: 'enter',
  Tab: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The way out of a cell that a key means; null for one that is written. */
export function leavingOf(event: KeyboardEvent): Leaving | null {
  if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === 'Tab' && event.shiftKey) return 'back';
  return leavings[event.key] ?? null;
}

/** Lines from a spreadsheet go to the grid, a word into the cell. */
export const pasting = (onPaste: (text: string) => void) => (event: ClipboardEvent) => {
  const text = event.clipboardData.getData('text/plain');
  if (!isBlock(text)) return;
  event.preventDefault();
  onPaste(text);
};

const isRefused = <Line,>(next: Line | { refused: string }): next is { refused: string } =>
  typeof next === 'object' && next !== null && 'refused' in next;

interface WrittenProps<Line> extends CellProps<Line> {
  input: Extract<LineInput<Line>, { kind: 'text' | 'number' }>;
}

/** A text or a number that is written; a number as people reckon it, `12*35`. */
export function WrittenCell<Line>(props: WrittenProps<Line>) {
  const { input, line, onTake, onLeave } = props;
  const [text, setText] = useState<string | null>(null);
  /** What is wrong with what was written; null: nothing. */
  const [wrong, setWrong] = useState<string | null>(null);
  const { t } = useText();
  const { message } = App.useApp();
  const hints = useId();
  /** The line with what was written, or why it cannot be taken. */
  const written = (): Line | { refused: string } => {
    if (text === null) return line;
    const plain = text.trim();
    if (input.kind === 'text') return input.take(line, plain);
    if (plain === '') return input.take(line, null);
    const value = readNumber(plain, input.decimals);
    if (value === null) return { refused: t('doc.unread') };
    const { most = Number.MAX_SAFE_INTEGER, decimals } = input;
    const limit = (most / 10 ** decimals).toLocaleString('en-US');
    return value > most ? { refused: t('doc.tooLarge', { limit }) } : input.take(line, value);
  };
  const take = (leaving: Leaving | null) => {
    const next = written();
    if (isRefused(next)) {
      setWrong(next.refused);
      // Whoever goes elsewhere by mouse is told that it was not taken.
      if (leaving === null)
        void message.warning(
          t('doc.notTaken', { label: props.label, text: text ?? '', why: next.refused }),
        );
      return false;
    }
    if (next === line && leaving) onLeave(leaving);
    else if (next !== line) onTake(next, leaving);
    return true;
  };
  const offered = input.kind === 'text' ? (input.hints?.(line) ?? []) : [];
  return (
    <>
      <input
        autoFocus
        autoComplete="off"
        className={wrong !== null ? 'doc-input doc-wrong' : 'doc-input'}
        {...(input.kind === 'number' && { inputMode: 'decimal' as const })}
        {...(offered.length > 0 && { list: hints })}
        maxLength={input.kind === 'text' ? input.max : 60}
        aria-label={props.label}
        aria-invalid={wrong !== null}
        value={text ?? props.text}
        onFocus={(event) => event.target.select()}
        onPaste={pasting(props.onPaste)}
        onChange={(event) => {
          setWrong(null);
          setText(event.target.value);
        }}
        onBlur={() => void take(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== null) {
            event.stopPropagation();
            setText(null);
            setWrong(null);
            return;
          }
          const leaving = leavingOf(event);
          if (!leaving) return;
          event.preventDefault();
          take(leaving);
        }}
      />
      {wrong !== null && <div className="doc-list doc-why">{wrong}</div>}
      {offered.length > 0 && (
        <datalist id={hints}>
          {offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

interface ChosenProps<Line> extends CellProps<Line> {
  input: Extract<LineInput<Line>, { kind: 'select' }>;
}

/** One of a few words: the unit of a line. */
export function ChosenCell<Line>({ input, line, label, onTake, onLeave }: ChosenProps<Line>) {
  const [open, setOpen] = useState(false);
  return (
    <Select<number>
      autoFocus
      size="small"
      variant="borderless"
      className="doc-select"
      aria-label={label}
      open={open}
      onOpenChange={setOpen}
      value={input.value(line)}
      options={input.options(line)}
      onChange={(value) => onTake(input.take(line, value), null)}
      onInputKeyDown={(event) => {
        const leaving = leavingOf(event);
        if (!leaving || (open && leaving !== 'next' && leaving !== 'back')) return;
        event.preventDefault();
        event.stopPropagation();
        onLeave(leaving);
      }}
    />
  );
}
