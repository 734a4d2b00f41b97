import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { InvoiceableLine } from '@xinhang/shared/fapiao.ts';
import { Alert, App, Button, Modal, Table } from 'antd';
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
import { Sum } from './uninvoiced-sum.tsx';
import { ReasonText } from './reason-text.tsx';
import { useFieldWords } from './use-field-words.ts';

/** Marks what of a customer wants no fapiao: lines that are chosen, or all until a day. */
export function NoFapiaoButton({ customer }: { customer: NameRef }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('uninvoiced.mark')}
      </Button>
      <Modal
        open={open}
        width={760}
        title={t('uninvoiced.markOf', { name: customer.name })}
        onCancel={close}
        {...beginInField}
        footer={null}
        destroyOnHidden
      >
        <Content customerId={customer.id} onClose={close} />
      </Modal>
    </>
  );
}

function Content({ customerId, onClose }: { customerId: number; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const { message } = App.useApp();
  const words = useProblemText();
  const fields = useFieldWords();
  const found = useEndpoint(api.fapiao.ofCustomer, { params: { id: customerId } });
  const rows = found.data?.delivered ?? [];
  const [to, setTo] = useState<string | null>(null);
  /** Null: those until the day. */
  const [picked, setPicked] = useState<readonly number[] | null>(null);
  const [reason, setReason] = useState('');
  const chosen =
    picked === null
      ? rows.filter((row) => to !== null && row.businessDate <= to)
      : rows.filter((row) => picked.includes(row.deliveryLineId!));
  const mark = useCommand(api.fapiao.noFapiao, {
    onDone: ({ count, grossFen, more }) => {
      const said = t(more ? 'uninvoiced.markedSome' : 'uninvoiced.marked', {
        n: count,
        amount: money(grossFen),
      });
      void message.success(said);
      onClose();
    },
  });
  const ready = chosen.length > 0 && reason.trim() !== '';
  const save = () => {
    if (!ready || mark.isPending) return;
    const which =
      picked === null && to !== null
        ? { to }
        : { deliveryLineIds: chosen.map((row) => row.deliveryLineId!) };
    mark.mutate({ body: { customerId, reason: reason.trim(), ...which } });
  };
  const refusals = mark.error ? fields(mark.error, words(mark.error)) : [];
  return (
    <div className="stack" {...saveKeys(save)}>
      <span className="soft">{t('uninvoiced.markWhy')}</span>
      {refusals.length > 0 && <Alert type="error" showIcon title={refusals.join(' ')} />}
      <ReasonText
        label={t('uninvoiced.markReason')}
        placeholder={t('uninvoiced.markReasonLike')}
        value={reason}
        onChange={setReason}
      />
      <span className="line">
        <span>{t('uninvoiced.until')}</span>
        <DateField
          label={t('uninvoiced.until')}
          today={today}
          value={to}
          onChange={(day) => {
            setTo(day);
            setPicked(null);
          }}
        />
        <span className="spring" />
        <Sum
          label={t('uninvoiced.chosen', { n: chosen.length })}
          fen={chosen.reduce((all, row) => all + row.grossFen, 0)}
        />
      </span>
      <Table<InvoiceableLine>
        className="receipt-lines"
        aria-label={t('uninvoiced.delivered')}
        size="small"
        rowKey={(row) => row.deliveryLineId!}
        pagination={false}
        loading={found.isPending}
        scroll={{ y: 280 }}
        dataSource={rows}
        locale={{ emptyText: t('uninvoiced.nothingOf') }}
        rowSelection={{
          selectedRowKeys: chosen.map((row) => row.deliveryLineId!),
          onChange: (keys) => setPicked(keys as number[]),
        }}
        columns={[
          { title: t('uninvoiced.deliveredOn'), width: 110, dataIndex: 'businessDate' },
          { title: t('uninvoiced.delivery'), width: 150, render: (_v, row) => row.delivery!.no },
          {
            title: t('fapiao.goods'),
            render: (_v, row) => [row.code, row.name].filter(Boolean).join(' '),
          },
          {
            title: t('fapiao.qty'),
            width: 100,
            align: 'right',
            render: (_v, row) => `${quantity(row.openE4)} ${row.unit}`,
          },
          {
            title: t('fapiao.gross'),
            width: 110,
            align: 'right',
            render: (_v, row) => money(row.grossFen),
          },
        ]}
      />
      <DialogButtons
        okText={t('uninvoiced.mark')}
        ready={ready}
        saving={mark.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
