import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { decodeCsv, readCalendar } from './calendar-text.ts';

interface Props {
  year: number;
  open: boolean;
  onClose: () => void;
  /** The days that were read stand for those of the whole year. */
  onUse: (days: CalendarDay[]) => void;
}

const SHOWN_FAULTS = 5;

/** The days of a year from pasted lines or a CSV file; nothing is saved before one says so. */
export function CalendarImport({ year, open, onClose, onUse }: Props) {
  const { t } = useText();
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const read = readCalendar(text, year);
  const faults = [
    ...read.bad.map((bad) => t('calendar.importBad', bad)),
    ...read.otherYear.map((line) => t('calendar.importYear', { line, year })),
  ];
  const usable = read.days.length > 0 && faults.length === 0;
  return (
    <Modal
      open={open}
      title={t('calendar.import')}
      width={560}
      okText={t('calendar.importUse', { n: read.days.length })}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !usable }}
      mask={{ closable: false }}
      {...beginInField}
      onCancel={onClose}
      onOk={() => {
        onUse(read.days);
        setText('');
        onClose();
      }}
    >
      <div className="stack">
        <span className="soft">{t('calendar.importWhy')}</span>
        <GrowingText
          autoFocus
          minRows={8}
          maxRows={16}
          aria-label={t('calendar.import')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div>
          <Button onClick={() => file.current?.click()}>{t('calendar.importFile')}</Button>
          <input
            ref={file}
            hidden
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            aria-label={t('calendar.importFile')}
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              event.target.value = '';
              if (chosen) void chosen.arrayBuffer().then((bytes) => setText(decodeCsv(bytes)));
            }}
          />
        </div>
        {faults.length > 0 && (
          <div className="danger" role="alert">
            {faults.slice(0, SHOWN_FAULTS).map((fault) => (
              <div key={fault}>{fault}</div>
            ))}
          </div>
        )}
      </div>
    </Modal>
  );
}
