import { api } from '@xinhang/shared/contract/api.ts';
import type { ExpenseClaim } from '@xinhang/shared/expense-claims.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { DayField } from './day-field.tsx';
import { money } from './money.ts';
import { useRefused } from '../../form/use-refused.ts';

/** What the reader may do with a claim that is handed in. */
export function ExpenseActions({ doc }: { doc: ExpenseClaim }) {
  const { t } = useText();
  const navigate = useNavigate();
  const refused = useRefused();
  const [asking, setAsking] = useState<'sendBack' | 'unpay' | 'pay' | null>(null);
  const close = () => setAsking(null);
  const withdraw = useCommand(api.expenseClaims.withdraw);
  const unpay = useCommand(api.expenseClaims.unpay, { onDone: close });
  // What went back is its person's alone.
  const sendBack = useCommand(api.expenseClaims.sendBack, {
    onDone: (now) => {
      close();
      if (!now.mayEdit) void navigate({ to: '/expenses', search: {} });
    },
  });
  const { id, version, no } = doc;
  return (
    <>
      {doc.mayWithdraw && (
        <Button
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { id }, body: { version } }, refused)}
        >
          {t('expense.withdraw')}
        </Button>
      )}
      {doc.mayPay && (
        <>
          <Button onClick={() => setAsking('sendBack')}>{t('expense.sendBack')}</Button>
          <Button type="primary" onClick={() => setAsking('pay')}>
            {t('expense.pay')}
          </Button>
        </>
      )}
      {doc.mayTakeBack && <Button onClick={() => setAsking('unpay')}>{t('expense.unpay')}</Button>}
      <ReasonDialog
        open={asking === 'sendBack'}
        title={t('expense.sendBackTitle', { no })}
        why={t('expense.sendBackWhy')}
        okText={t('expense.sendBack')}
        saving={sendBack.isPending}
        onReason={(reason) =>
          sendBack.mutate({ params: { id }, body: { version, reason } }, refused)
        }
        onClose={close}
      />
      <ReasonDialog
        open={asking === 'unpay'}
        title={t('expense.unpayTitle', { no })}
        why={t('expense.unpayWhy')}
        okText={t('expense.unpay')}
        saving={unpay.isPending}
        onReason={(reason) => unpay.mutate({ params: { id }, body: { version, reason } }, refused)}
        onClose={close}
      />
      <PayDrawer doc={doc} open={asking === 'pay'} onClose={close} />
    </>
  );
}

interface Values {
  accountId: number | null;
  paidOn: string | null;
}

/** From which account, and on which day. */
function PayDrawer(props: { doc: ExpenseClaim; open: boolean; onClose: () => void }) {
  const { doc, open, onClose } = props;
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const pay = useCommand(api.expenseClaims.pay, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t('expense.payTitle', { who: doc.person.name, amount: money(doc.amountFen) })}
      open={open}
      size={440}
      form={form}
      initial={{ accountId: null, paidOn: today }}
      names={{ businessDate: 'paidOn' }}
      error={pay.error}
      saving={pay.isPending}
      onSubmit={({ accountId, paidOn }) =>
        pay.mutate({
          params: { id: doc.id },
          body: { version: doc.version, accountId: accountId!, paidOn: paidOn! },
        })
      }
      onClose={onClose}
    >
      <Form.Item name="accountId" label={t('expense.paidFrom')} rules={needed}>
        <CashAccountSelect label={t('expense.paidFrom')} />
      </Form.Item>
      <Form.Item name="paidOn" label={t('expense.paidOn')} rules={needed}>
        <DayField label={t('expense.paidOn')} />
      </Form.Item>
    </FormDrawer>
  );
}
