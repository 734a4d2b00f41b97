import { api } from '@xinhang/shared/contract/api.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import { Form } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';

interface Values {
  businessDate: string | null;
  amountFen: number | null;
  note?: string;
}

/** What lay in an account as the books began. */
export function OpeningDrawer(props: { account: CashAccount | null; onClose: () => void }) {
  const { account, onClose } = props;
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const open = useCommand(api.cashAccounts.open, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t('cash.openingOf', { name: account?.name ?? '' })}
      open={account !== null}
      size={440}
      form={form}
      initial={{ businessDate: today, amountFen: null }}
      error={open.error}
      saving={open.isPending}
      onSubmit={(values) =>
        open.mutate({
          params: { id: account!.id },
          body: {
            businessDate: values.businessDate!,
            amountFen: values.amountFen!,
            note: values.note?.trim() ?? '',
          },
        })
      }
      onClose={onClose}
    >
      <Form.Item
        name="amountFen"
        label={t('finance.amount')}
        extra={t('cash.openingWhy')}
        rules={[...needed, reckoned]}
      >
        <MoneyField label={t('finance.amount')} signed autoFocus />
      </Form.Item>
      <Form.Item name="businessDate" label={t('finance.date')} rules={needed}>
        <DayField label={t('finance.date')} />
      </Form.Item>
      <Form.Item name="note" label={t('finance.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
