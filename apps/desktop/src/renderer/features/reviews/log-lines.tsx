import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import type { LogLine } from '@xinhang/shared/work-logs.ts';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { LineSource } from './line-source.tsx';

export type DraftLine = LogLine;

interface Props {
  lines: readonly DraftLine[];
  /** What is due and stands on no line. */
  more: readonly LogLine[];
  disabled: boolean;
  onChange: (lines: DraftLine[]) => void;
}

const blank: DraftLine = { text: '', about: null, hidden: false, done: false };

/** What is planned: Enter begins the next line, Backspace in an empty one takes it away. */
export function LogLines({ lines, more, disabled, onChange }: Props) {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const focus = useRef<number | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    box.current?.querySelectorAll<HTMLInputElement>('input[type=text]')[focus.current]?.focus();
    focus.current = null;
  });
  const change = (at: number, part: Partial<DraftLine>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const add = (at: number) => {
    focus.current = at;
    onChange([...lines.slice(0, at), { ...blank }, ...lines.slice(at)]);
  };
  const remove = (at: number) => {
    focus.current = Math.max(at - 1, 0);
    onChange(lines.filter((_line, index) => index !== at));
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    if (composing(event) || event.ctrlKey || event.metaKey) return;
    const line = lines[at]!;
    if (event.key === 'Enter') {
      event.preventDefault();
      add(at + 1);
    } else if (event.key === 'Backspace' && line.text === '' && line.about === null) {
      event.preventDefault();
      remove(at);
    }
  };
  return (
    <div ref={box}>
      {lines.map((line, at) => (
        // Lines have no identity of their own before they are saved.
        <div className="log-line log-edit" key={at}>
          <Checkbox
            checked={line.done}
            disabled={disabled || line.about !== null}
            aria-label={`${t('plan.state.done')} ${line.about?.name ?? line.text}`}
            {...(line.about && { title: t('workLog.doneByRecord') })}
            onChange={(event) => change(at, { done: event.target.checked })}
          />
          <LineSource line={line} />
          <Input
            value={line.text}
            disabled={disabled}
            maxLength={500}
            variant="borderless"
            aria-label={t('workLog.line', { n: at + 1 })}
            placeholder={t(line.about ? 'workLog.lineNote' : 'workLog.linePlaceholder')}
            onChange={(event) => change(at, { text: event.target.value })}
            onKeyDown={(event) => onKey(event, at)}
          />
          {!disabled && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t('workLog.removeLine', { n: at + 1 })}
              onClick={() => remove(at)}
            />
          )}
        </div>
      ))}
      {lines.length === 0 && <div className="soft">{t('workLog.nothingPlanned')}</div>}
      {!disabled && (
        <div className="line log-more">
          <Button size="small" icon={<PlusOutlined />} onClick={() => add(lines.length)}>
            {t('workLog.addLine')}
          </Button>
          {more.map((line) => (
            <Button
              key={`${line.about!.kind}/${line.about!.id}`}
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => onChange([...lines, { ...line }])}
            >
              {t(`workLog.source.${line.about!.kind}`)} {line.about!.name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
