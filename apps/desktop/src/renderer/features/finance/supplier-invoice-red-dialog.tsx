import { api } from '@xinhang/shared/contract/api.ts';
import type { SupplierInvoice } from '@xinhang/shared/supplier-invoices.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Input, Modal, Radio, Table } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { money } from './money.ts';
import { useFieldWords } from './use-field-words.ts';

/** Takes an invoice of a supplier back, or so much of its lines, by a red one. */
export function SupplierInvoiceRed({ doc }: { doc: SupplierInvoice }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('supplierInvoice.red')}</Button>
      <Modal
        open={open}
        width={780}
        title={t('supplierInvoice.redTitle', { no: doc.number })}
        onCancel={close}
        {...beginInField}
        footer={null}
        destroyOnHidden
      >
        <Content doc={doc} onClose={close} />
      </Modal>
    </>
  );
}

interface Left {
  id: number;
  name: string;
  netFen: number;
  taxFen: number;
}
interface Part {
  netFen: number | null;
  taxFen: number | null;
}

/** Lines with what is left of them. */
const leftOf = (doc: SupplierInvoice): Left[] =>
  [...doc.lines.map((line) => ({ ...line, name: `${line.code} ${line.name}` })), ...doc.charges]
    .map(({ id, name, netFen, taxFen, redNetFen, redTaxFen }) => ({
      id,
      name,
      netFen: netFen + redNetFen,
      taxFen: taxFen + redTaxFen,
    }))
    .filter((line) => line.netFen + line.taxFen > 0);

function Content({ doc, onClose }: { doc: SupplierInvoice; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const words = useProblemText();
  const fields = useFieldWords();
  const goods = doc.purpose === 'goods';
  // Of goods of which something was taken back only another part may be.
  const mayWhole = !goods || doc.reds.length === 0;
  const lines = leftOf(doc);
  const [whole, setWhole] = useState(mayWhole);
  const [number, setNumber] = useState('');
  const [date, setDate] = useState(today);
  const [note, setNote] = useState('');
  const [parts, setParts] = useState<Readonly<Record<number, Part>>>({});
  const put = (id: number, part: Partial<Part>) =>
    setParts((now) => ({ ...now, [id]: { netFen: null, taxFen: null, ...now[id], ...part } }));
  const red = useCommand(api.supplierInvoices.red, {
    onDone: ({ id }) => {
      onClose();
      void navigate({ to: '/supplier-invoices/$id', params: { id: String(id) } });
    },
  });
  const chosen = lines.flatMap(({ id }) => {
    const { netFen, taxFen } = parts[id] ?? { netFen: null, taxFen: null };
    return netFen || taxFen ? [{ lineId: id, netFen: netFen ?? 0, taxFen: taxFen ?? 0 }] : [];
  });
  const ready =
    number.trim() !== '' &&
    (whole ||
      (chosen.length > 0 &&
        Object.values(parts).every((one) => isReckoned(one.netFen) && isReckoned(one.taxFen))));
  const save = () => {
    if (!ready || red.isPending) return;
    red.mutate({
      params: { id: doc.id },
      body: {
        version: doc.version,
        number: number.trim(),
        businessDate: date,
        note: note.trim(),
        ...(!whole && { lines: chosen }),
      },
    });
  };
  const refusals = red.error ? fields(red.error, words(red.error)) : [];
  const cell = (line: Left, of: 'netFen' | 'taxFen', at: number) => (
    <MoneyField
      label={`${t(of === 'netFen' ? 'fapiao.net' : 'fapiao.tax')} ${at + 1}`}
      value={parts[line.id]?.[of] ?? null}
      onChange={(value) => put(line.id, { [of]: value })}
    />
  );
  return (
    <div className="stack" {...saveKeys(save)}>
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
        <label className="doc-field doc-wide">
          <span>{t('fapiao.note')}</span>
          <Input
            maxLength={500}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
      </div>
      <Radio.Group
        value={whole}
        onChange={(event) => setWhole(event.target.value as boolean)}
        options={[
          { value: true, label: t('supplierInvoice.redWhole'), disabled: !mayWhole },
          { value: false, label: t('supplierInvoice.redPart') },
        ]}
      />
      <span className="soft">
        {t(
          !whole
            ? 'supplierInvoice.redPartWhy'
            : goods
              ? 'supplierInvoice.redGoodsWhy'
              : 'supplierInvoice.redExpenseWhy',
        )}
      </span>
      {!whole && (
        <Table<Left>
          className="receipt-lines"
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ y: 300 }}
          dataSource={lines}
          columns={[
            { title: t('fapiao.goods'), dataIndex: 'name' },
            {
              title: t('supplierInvoice.left'),
              width: 120,
              align: 'right',
              render: (_v, line) => money(line.netFen + line.taxFen),
            },
            {
              title: t('fapiao.net'),
              width: 150,
              align: 'right',
              render: (_v, line, at) => cell(line, 'netFen', at),
            },
            {
              title: t('fapiao.tax'),
              width: 150,
              align: 'right',
              render: (_v, line, at) => cell(line, 'taxFen', at),
            },
          ]}
        />
      )}
      <DialogButtons
        okText={t('supplierInvoice.red')}
        ready={ready}
        saving={red.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
