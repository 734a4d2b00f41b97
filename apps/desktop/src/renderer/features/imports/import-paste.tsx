import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { cellsOf, toCsv } from './pasted.ts';

const SHOWN_ROWS = 6;
const WIDE = 900;

/** Takes rows that were copied from a spreadsheet, in the place of a file of them. */
export function ImportPaste({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const rows = cellsOf(text);
  const [header = [], ...body] = rows;
  const ready = rows.length > 1;
  const take = () => {
    if (!ready) return;
    setOpen(false);
    setText('');
    onFile(new File([toCsv(rows)], t('import.pasted'), { type: 'text/csv' }));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('import.paste')}</Button>
      <Modal
        open={open}
        width={WIDE}
        title={t('import.paste')}
        onCancel={() => setOpen(false)}
        {...beginInField}
        footer={null}
      >
        <div className="stack" {...saveKeys(take)}>
          <label className="stack">
            {t('import.pasteWhy')}
            <GrowingText
              autoFocus
              minRows={4}
              maxRows={8}
              aria-label={t('import.paste')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {ready && (
            <Table
              size="small"
              pagination={false}
              scroll={{ x: 'max-content' }}
              rowKey="at"
              dataSource={body.slice(0, SHOWN_ROWS).map((cells, at) => ({ at, cells }))}
              columns={header.map((title, at) => ({
                key: at,
                title,
                render: (_value: unknown, { cells }: { cells: string[] }) => cells[at] ?? '',
              }))}
            />
          )}
          {ready && <span className="soft">{t('import.pastedRows', { n: body.length })}</span>}
          <DialogButtons
            okText={t('import.pasteTake')}
            ready={ready}
            saving={false}
            onOk={take}
            onClose={() => setOpen(false)}
          />
        </div>
      </Modal>
    </>
  );
}
