import { api } from '@xinhang/shared/contract/api.ts';
import type { EarlyLine } from '@xinhang/shared/fapiao.ts';
import { fapiaoKinds, type FapiaoKind } from '@xinhang/shared/fapiao-rules.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { quantity } from './fapiao-lines.tsx';
import { money } from './money.ts';
import { ReasonText } from './reason-text.tsx';
import { useFieldWords } from './use-field-words.ts';

interface Props {
  /** The line that was chosen; its return is offered first. Null: closed. */
  line: EarlyLine | null;
  onClose: () => void;
}

const MOST = 200;

/** A red fapiao for what came back without a delivery; the old one is named by its number. */
export function RedReturnsDialog({ line, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={line !== null}
      width={760}
      title={t('fapiao.redOfReturns', { name: line?.customer.name ?? '' })}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      {line && <Content line={line} onClose={onClose} />}
    </Modal>
  );
}

function Content({ line, onClose }: { line: EarlyLine; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const words = useProblemText();
  const fields = useFieldWords();
  const customerId = line.customer.id;
  const found = useEndpoint(api.fapiao.early, { query: { customerId, limit: MOST } });
  const rows = (found.data?.rows ?? [line]).filter((row) => row.returnLineId !== null);
  const [kind, setKind] = useState<FapiaoKind>('digitalSpecial');
  const [number, setNumber] = useState('');
  const [redOfNo, setRedOfNo] = useState('');
  const [date, setDate] = useState(today);
  const [reason, setReason] = useState(line.reason);
  const [picked, setPicked] = useState<readonly number[] | null>(null);
  const chosen =
    picked ?? rows.flatMap((row) => (row.return?.id === line.return?.id ? row.returnLineId! : []));
  const red = useCommand(api.fapiao.redOfReturns, {
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: '/fapiao/$id', params: { id: String(id) } });
    },
  });
  const said = [number, redOfNo, reason].every((text) => text.trim() !== '');
  const ready = said && chosen.length > 0;
  const save = () => {
    if (!ready || red.isPending) return;
    red.mutate({
      body: {
        customerId,
        kind,
        number: number.trim(),
        redOfNo: redOfNo.trim(),
        businessDate: date,
        reason: reason.trim(),
        returnLineIds: [...chosen],
      },
    });
  };
  const refusals = red.error ? fields(red.error, words(red.error)) : [];
  const input = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    first = false,
  ) => (
    <label className="doc-field doc-wide">
      <span>{label}</span>
      <Input
        autoFocus={first}
        maxLength={40}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
  return (
    <div className="stack" {...saveKeys(save)}>
      <span className="soft">{t('fapiao.redOfReturnsWhy')}</span>
      {refusals.length > 0 && <Alert type="error" showIcon title={refusals.join(' ')} />}
      <div className="doc-head">
        {input(t('fapiao.redNumber'), number, setNumber, true)}
        {input(t('fapiao.redOfNo'), redOfNo, setRedOfNo)}
        <div className="doc-field">
          <span>{t('fapiao.kind')}</span>
          <Select<FapiaoKind>
            aria-label={t('fapiao.kind')}
            value={kind}
            options={fapiaoKinds.map((value) => ({ value, label: t(`fapiao.kind.${value}`) }))}
            onChange={setKind}
          />
        </div>
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
      <Table<EarlyLine>
        className="receipt-lines"
        aria-label={t('fapiao.redLines')}
        size="small"
        rowKey={(row) => row.returnLineId!}
        pagination={false}
        scroll={{ y: 260 }}
        dataSource={rows}
        rowSelection={{
          selectedRowKeys: [...chosen],
          onChange: (keys) => setPicked(keys as number[]),
        }}
        columns={[
          {
            title: t('uninvoiced.orderOrReturn'),
            width: 170,
            render: (_v, row) => (
              <Link to="/sales-returns/$id" params={{ id: String(row.return!.id) }}>
                {row.return!.no}
              </Link>
            ),
          },
          {
            title: t('fapiao.goods'),
            render: (_v, row) => [row.code, row.name].filter(Boolean).join(' '),
          },
          {
            title: t('fapiao.qty'),
            width: 110,
            align: 'right',
            render: (_v, row) => `${quantity(row.invoicedE4)} ${row.unit}`,
          },
          {
            title: t('fapiao.gross'),
            width: 120,
            align: 'right',
            render: (_v, row) => money(row.earlyFen),
          },
        ]}
      />
      <DialogButtons
        okText={t('fapiao.issue')}
        ready={ready}
        saving={red.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
