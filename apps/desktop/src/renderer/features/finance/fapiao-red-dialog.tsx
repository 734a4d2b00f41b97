import { api } from '@xinhang/shared/contract/api.ts';
import type { Fapiao, FapiaoLine } from '@xinhang/shared/fapiao.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Input, Modal, Table } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { QtyField } from '../../form/measure-fields.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { quantity } from './fapiao-lines.tsx';
import { ReasonText } from './reason-text.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  doc: Fapiao;
  open: boolean;
  onClose: () => void;
}

/** Takes a fapiao back, or some of its lines, by a red one with a number of its own. */
export function RedDialog({ doc, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      width={760}
      title={t('fapiao.redTitle', { no: doc.number })}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content doc={doc} onClose={onClose} />
    </Modal>
  );
}

const leftOf = (line: FapiaoLine) => line.qtyE4 - line.redE4;

function Content({ doc, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const words = useProblemText();
  const fields = useFieldWords();
  const lines = doc.lines.filter((line) => leftOf(line) > 0);
  const [number, setNumber] = useState('');
  const [date, setDate] = useState(today);
  const [reason, setReason] = useState('');
  const [parts, setParts] = useState<Readonly<Record<number, number | null>>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, leftOf(line)])),
  );
  const red = useCommand(api.fapiao.red, {
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: '/fapiao/$id', params: { id: String(id) } });
    },
  });
  const chosen = lines.flatMap(({ id }) => {
    const qtyE4 = parts[id];
    return qtyE4 ? [{ lineId: id, qtyE4 }] : [];
  });
  const ready =
    number.trim() !== '' &&
    reason.trim() !== '' &&
    chosen.length > 0 &&
    Object.values(parts).every(isReckoned);
  const save = () => {
    if (!ready || red.isPending) return;
    red.mutate({
      params: { id: doc.id },
      body: {
        version: doc.version,
        number: number.trim(),
        businessDate: date,
        reason: reason.trim(),
        lines: chosen,
      },
    });
  };
  const refusals = red.error ? fields(red.error, words(red.error)) : [];
  return (
    <div className="stack" {...saveKeys(save)}>
      <span className="soft">{t('fapiao.redWhy')}</span>
      {refusals.length > 0 && <Alert type="error" showIcon title={refusals.join(' ')} />}
      <div className="doc-head">
        <label className="doc-field">
          <span>{t('fapiao.redNumber')}</span>
          <Input
            autoFocus
            maxLength={40}
            autoComplete="off"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </label>
        <div className="doc-field">
          <span>{t('fapiao.date')}</span>
          <DateField
            label={t('fapiao.date')}
            today={today}
            value={date}
            onChange={(value) => value && setDate(value)}
          />
        </div>
      </div>
      <ReasonText label={t('fapiao.reason')} value={reason} onChange={setReason} />
      <Table<FapiaoLine>
        className="receipt-lines"
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ y: 300 }}
        dataSource={lines}
        columns={[
          {
            title: t('fapiao.goods'),
            render: (_v, line) => [line.code, line.name].filter(Boolean).join(' '),
          },
          {
            title: t('fapiao.qty'),
            width: 120,
            align: 'right',
            render: (_v, line) => `${quantity(leftOf(line))} ${line.unit}`,
          },
          {
            title: t('fapiao.red'),
            width: 150,
            align: 'right',
            render: (_v, line, at) => (
              <QtyField
                label={`${t('fapiao.red')} ${at + 1}`}
                value={parts[line.id] ?? null}
                onChange={(value) => setParts((now) => ({ ...now, [line.id]: value }))}
              />
            ),
          },
        ]}
      />
      <DialogButtons
        okText={t('fapiao.red')}
        ready={ready}
        saving={red.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
