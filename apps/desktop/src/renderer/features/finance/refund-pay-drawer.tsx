import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceiptMethod } from '@xinhang/shared/receipts.ts';
import type { RefundRequest } from '@xinhang/shared/refund-requests.ts';
import { Form } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';
import { RefundWay } from './refund-way.tsx';

interface Values {
  accountId: number | null;
  businessDate: string | null;
  method: ReceiptMethod;
}

/** From which account an approved request is paid, and when. */
export function RefundPayDrawer(props: { request: RefundRequest; onClose: () => void }) {
  const { request, onClose } = props;
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const pay = useCommand(api.refundRequests.pay, { form: true, onDone: onClose });
  return (
    <FormDrawer<Values>
      title={t('refund.payTitle', {
        name: request.customer.name,
        amount: money(request.amountFen),
      })}
      open
      size={440}
      form={form}
      initial={{ businessDate: today, method: 'transfer', accountId: null }}
      error={pay.error}
      saving={pay.isPending}
      onSubmit={({ accountId, businessDate, method }) =>
        pay.mutate({
          params: { id: request.id },
          body: {
            version: request.version,
            accountId: accountId!,
            businessDate: businessDate!,
            method,
          },
        })
      }
      onClose={onClose}
    >
      <p className="soft">{t('refund.payWhy')}</p>
      <RefundWay />
    </FormDrawer>
  );
}
