import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { NettingPart } from '@xinhang/shared/nettings.ts';
import { Button, Checkbox, Form } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';

interface Values {
  customer: NameRef | null;
  supplier: NameRef | null;
  businessDate: string | null;
  amountFen?: number | null;
  note: string;
}

/** Whose receivables are set against which payables, how much, and what that settles. */
export function NettingDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const customer = Form.useWatch('customer', form) ?? null;
  const supplier = Form.useWatch('supplier', form) ?? null;
  const on = Form.useWatch('businessDate', form) ?? today;
  const typed = Form.useWatch('amountFen', form) ?? null;
  const pairs = useEndpoint(api.nettings.pairs, {}, { enabled: open });
  const both = customer !== null && supplier !== null;
  const amountFen = typed !== null && isReckoned(typed) && typed > 0 ? typed : undefined;
  const proposal = useEndpoint(
    api.nettings.proposal,
    {
      params: { customerId: customer?.id ?? 0, supplierId: supplier?.id ?? 0 },
      query: { on, ...(amountFen !== undefined && { amountFen }) },
    },
    { enabled: open && both, keep: true },
  );
  const mostFen = both ? proposal.data?.mostFen : undefined;
  const [picked, setPicked] = useState<Picked | null>(null);
  const shown = both ? proposal.data : undefined;
  const choose = (on: boolean) => setPicked(on && shown ? pickedOf(shown) : null);
  const net = useCommand(api.nettings.create, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  const submit = (values: Values) =>
    net.mutate({
      body: {
        customerId: values.customer!.id,
        supplierId: values.supplier!.id,
        businessDate: values.businessDate!,
        amountFen: values.amountFen!,
        note: values.note.trim(),
        ...(picked && { receivable: linesOf(picked.receivable), payable: linesOf(picked.payable) }),
      },
    });
  return (
    <FormDrawer<Values>
      title={t('netting.make')}
      open={open}
      size={560}
      form={form}
      initial={{ businessDate: today, customer: null, supplier: null, note: '' }}
      names={{ customerId: 'customer', supplierId: 'supplier' }}
      error={net.error}
      saving={net.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {(pairs.data?.rows ?? []).length > 0 && (
        <Form.Item label={t('netting.pairs')}>
          {pairs.data!.rows.map((pair) => (
            <div className="line" key={`${pair.customer.id}-${pair.supplier.id}`}>
              <Button
                type="link"
                size="small"
                onClick={() =>
                  form.setFieldsValue({ customer: pair.customer, supplier: pair.supplier })
                }
              >
                {pair.customer.name}
              </Button>
              <span className="soft">{t(`netting.by.${pair.by}`)}</span>
              <span className="spring" />
              <span>{money(Math.min(pair.receivableFen, pair.payableFen))}</span>
            </div>
          ))}
        </Form.Item>
      )}
      <Form.Item name="customer" label={t('finance.customer')} rules={needed}>
        <CustomerRefPicker
          label={t('finance.customer')}
          placeholder={t('finance.customer')}
          autoFocus
        />
      </Form.Item>
      <Form.Item name="supplier" label={t('payable.supplier')} rules={needed}>
        <SupplierRefPicker label={t('payable.supplier')} />
      </Form.Item>
      <Form.Item name="businessDate" label={t('finance.date')} rules={needed}>
        <DayField label={t('finance.date')} />
      </Form.Item>
      <Form.Item
        name="amountFen"
        label={t('finance.amount')}
        extra={
          mostFen === 0
            ? t('netting.nothing')
            : mostFen !== undefined && (
                <Button
                  type="link"
                  size="small"
                  style={{ paddingInline: 0 }}
                  onClick={() => form.setFieldValue('amountFen', mostFen)}
                >
                  {t('netting.most', { amount: money(mostFen) })}
                </Button>
              )
        }
        rules={[...needed, reckoned]}
      >
        <MoneyField label={t('finance.amount')} />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('finance.note')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
      {shown ? (
        <>
          <Form.Item>
            <Checkbox checked={picked !== null} onChange={(event) => choose(event.target.checked)}>
              {t('netting.pick')}
            </Checkbox>
          </Form.Item>
          {(['receivable', 'payable'] as const).map((side) => (
            <Parts
              key={side}
              title={t(`netting.${side}`)}
              rows={shown[side]}
              picked={picked && picked[side]}
              onPick={(amounts) => setPicked((now) => now && { ...now, [side]: amounts })}
            />
          ))}
        </>
      ) : (
        <span className="soft">{t('netting.choose')}</span>
      )}
    </FormDrawer>
  );
}

type Amounts = ReadonlyMap<number, number | null>;
/** How much of which rows of either side. */
type Picked = Record<'receivable' | 'payable', Amounts>;

const pickedOf = (proposal: Record<'receivable' | 'payable', NettingPart[]>): Picked => {
  const amounts = (rows: NettingPart[]) =>
    new Map(rows.map((row) => [row.itemId, row.amountFen === 0 ? null : row.amountFen]));
  return { receivable: amounts(proposal.receivable), payable: amounts(proposal.payable) };
};

const linesOf = (amounts: Amounts) =>
  [...amounts].flatMap(([itemId, amountFen]) =>
    amountFen === null || amountFen === 0 ? [] : [{ itemId, amountFen }],
  );

function Parts(props: {
  title: string;
  rows: readonly NettingPart[];
  picked: Amounts | null;
  onPick: (amounts: Amounts) => void;
}) {
  const { title, rows, picked, onPick } = props;
  const { t } = useText();
  const docs = useDocWords();
  const used = picked ? rows : rows.filter((row) => row.amountFen > 0);
  if (used.length === 0) return null;
  const sum = picked && linesOf(picked).reduce((all, line) => all + line.amountFen, 0);
  return (
    <Form.Item
      label={title}
      {...(sum !== null && { extra: t('netting.picked', { amount: money(sum) }) })}
    >
      {used.map((row) => (
        <div className="line" key={row.itemId}>
          <span>
            {docs.kind({ ...row, reversal: false })} {row.docNo}
          </span>
          <span className="soft">{row.dueDate}</span>
          <span className="spring" />
          {picked ? (
            <>
              <span className="soft">{t('netting.open', { amount: money(row.openFen) })}</span>
              <div style={{ width: 140 }}>
                <MoneyField
                  label={`${t('finance.amount')} ${row.docNo}`}
                  value={picked.get(row.itemId) ?? null}
                  onChange={(amount) => onPick(new Map(picked).set(row.itemId, amount))}
                />
              </div>
            </>
          ) : (
            <span>{money(row.amountFen)}</span>
          )}
        </div>
      ))}
    </Form.Item>
  );
}
