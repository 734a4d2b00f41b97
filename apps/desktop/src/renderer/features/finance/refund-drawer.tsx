import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { RefundRequest } from '@xinhang/shared/refund-requests.ts';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { RefundWay } from './refund-way.tsx';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';

interface Values {
  party: NameRef | null;
  accountId: number | null;
  businessDate: string | null;
  method: ReceiptMethod;
  note?: string;
}

interface Props {
  side: 'ar' | 'ap';
  open: boolean;
  onClose: () => void;
  /** It is asked for, not paid; a request that came back is handed in again. */
  asks?: RefundRequest | 'new';
}

/** How much of which credit was typed, and of whose. */
interface Typed {
  partyId: number | null;
  amounts: ReadonlyMap<number, number | null>;
}
const nothing: Typed = { partyId: null, amounts: new Map() };

/** Advances and credits of a party that go back as money: each with how much of it. */
export function RefundDrawer({ side, open, onClose, asks }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const again = typeof asks === 'object' ? asks : null;
  const chosen = Form.useWatch('party', form) ?? null;
  const party = again?.customer ?? chosen;
  const [typed, setTyped] = useState<Typed>(() => typedOf(again));
  // Of another party other credits.
  const amounts = typed.partyId === (party?.id ?? null) ? typed.amounts : nothing.amounts;
  const ofCustomers = side === 'ar';
  const credits = useCredits(side, open ? (party?.id ?? null) : null);
  const close = () => {
    setTyped(nothing);
    onClose();
  };
  const options = { form: true, onDone: close };
  const toCustomer = useCommand(api.customerRefunds.create, options);
  const ofSupplier = useCommand(api.supplierRefunds.create, options);
  const request = useCommand(api.refundRequests.create, options);
  const submitAgain = useCommand(api.refundRequests.submit, options);
  const paid = ofCustomers ? toCustomer : ofSupplier;
  const command = again ? submitAgain : asks || request.isPending || request.error ? request : paid;
  const lines = credits.flatMap((row) => {
    const amountFen = amounts.get(row.id) ?? 0;
    return amountFen > 0 ? [{ itemId: row.id, amountFen }] : [];
  });
  const sum = lines.reduce((all, line) => all + line.amountFen, 0);
  const needed = [{ required: true, message: t('common.required') }];
  const unread = [...amounts.values()].some((amount) => !isReckoned(amount));
  const ask = (values: Values) => {
    if (unread || lines.length === 0) return;
    const asked = { note: values.note?.trim() ?? '', lines };
    if (again) {
      const { id, version } = again;
      submitAgain.mutate({ params: { id }, body: { version, ...asked } });
    } else if (values.party) {
      request.mutate({ body: { customerId: values.party.id, ...asked } });
    }
  };
  const submit = (values: Values) => {
    if (asks) return ask(values);
    if (unread || lines.length === 0) return;
    const body = {
      accountId: values.accountId!,
      businessDate: values.businessDate!,
      method: values.method,
      note: values.note?.trim() ?? '',
      lines,
    };
    if (ofCustomers) toCustomer.mutate({ body: { customerId: values.party!.id, ...body } });
    else ofSupplier.mutate({ body: { supplierId: values.party!.id, ...body } });
  };
  const label = t(ofCustomers ? 'finance.customer' : 'payable.supplier');
  return (
    <FormDrawer<Values>
      title={
        again
          ? t('refund.requestOf', { name: again.customer.name })
          : t(asks ? 'refund.request' : ofCustomers ? 'refund.toCustomer' : 'refund.ofSupplier')
      }
      open={open}
      size={520}
      form={form}
      initial={{
        businessDate: today,
        method: 'transfer',
        party: again?.customer ?? null,
        accountId: null,
        note: again?.note ?? '',
      }}
      names={{ customerId: 'party', supplierId: 'party' }}
      error={command.error}
      saving={command.isPending}
      remedy={
        !asks &&
        isToBeAsked(paid.error) && (
          <Button size="small" onClick={() => ask(form.getFieldsValue())}>
            {t('refund.askApproval')}
          </Button>
        )
      }
      onSubmit={submit}
      onClose={close}
    >
      {!again && (
        <Form.Item name="party" label={label} rules={needed}>
          {ofCustomers ? (
            <CustomerRefPicker label={label} placeholder={label} autoFocus />
          ) : (
            <SupplierRefPicker label={label} />
          )}
        </Form.Item>
      )}
      <Form.Item
        label={t('refund.credits')}
        extra={t('refund.creditsWhy')}
        required
        {...(unread && { validateStatus: 'error' as const, help: t('field.invalid') })}
      >
        {party === null && <span className="soft">{t('refund.chooseParty')}</span>}
        {party !== null && credits.length === 0 && (
          <span className="soft">{t('refund.noCredits')}</span>
        )}
        {credits.map((row) => (
          <CreditLine
            key={row.id}
            row={row}
            amount={amounts.get(row.id) ?? null}
            onAmount={(amount) =>
              setTyped({
                partyId: party?.id ?? null,
                amounts: new Map(amounts).set(row.id, amount),
              })
            }
          />
        ))}
        {sum > 0 && (
          <div className="line">
            <span className="spring" />
            <span className="soft">{t('finance.sum')}</span> <strong>{money(sum)}</strong>
          </div>
        )}
      </Form.Item>
      {!asks && <RefundWay />}
      <Form.Item name="note" label={t('finance.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}

const typedOf = (again: RefundRequest | null): Typed =>
  again
    ? {
        partyId: again.customer.id,
        amounts: new Map(again.lines.map((line) => [line.itemId, line.amountFen])),
      }
    : nothing;

/** Whether the amount may not go without being asked for. */
const isToBeAsked = (error: Error | null): boolean =>
  error instanceof ApiError &&
  (error.problem.errors ?? []).some(({ code }) => code === 'refund-needs-approval');

/** What is open of the credits of a party, the oldest first. */
function useCredits(side: 'ar' | 'ap', id: number | null): readonly ReceivableItem[] {
  const input = { params: { id: id ?? 0 }, query: {} };
  const ar = useEndpoint(api.receivables.ofCustomer, input, {
    enabled: side === 'ar' && id !== null,
  });
  const ap = useEndpoint(api.payables.ofSupplier, input, { enabled: side === 'ap' && id !== null });
  const items = id === null ? [] : ((side === 'ar' ? ar : ap).data?.items ?? []);
  return items.filter((row) => row.amountFen < 0 && row.openFen < 0);
}

function CreditLine(props: {
  row: ReceivableItem;
  amount: number | null;
  onAmount: (amount: number | null) => void;
}) {
  const { row, amount, onAmount } = props;
  const { t } = useText();
  const docs = useDocWords();
  return (
    <div className="line" style={{ marginBottom: 6 }}>
      <span>
        {docs.kind(row)} {row.docNo}
      </span>
      <span className="soft">{row.businessDate}</span>
      <span className="spring" />
      <span className="soft">{t('refund.open', { amount: money(-row.openFen) })}</span>
      <div style={{ width: 140 }}>
        <MoneyField
          label={`${t('refund.amount')} ${row.docNo}`}
          value={amount}
          onChange={(value) => onAmount(value)}
        />
      </div>
    </div>
  );
}
