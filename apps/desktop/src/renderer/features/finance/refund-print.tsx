import type { CustomerRefund, SupplierRefund } from '@xinhang/shared/refunds.ts';
import { PrintDialog } from '../../form/print/print-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { money } from './money.ts';

interface Props {
  row: CustomerRefund | SupplierRefund;
  onClose: () => void;
}

/** Money that goes back, on paper: one line, whose sum stands in capitals. */
export function RefundPrint({ row, onClose }: Props) {
  const { t } = useText();
  const ofCustomer = 'customer' in row;
  const reversed = row.state === 'reversed' && t('finance.state.reversed');
  return (
    <PrintDialog
      docs={[
        {
          kind: ofCustomer ? 'customerRefund' : 'supplierRefund',
          id: row.id,
          no: row.no,
          head: {
            no: row.no,
            date: row.businessDate,
            ...(ofCustomer
              ? { customer: row.customer.name }
              : { supplier: row.supplier.name, supplierCode: row.supplier.code }),
            account: row.account.name,
            method: t(`finance.method.${row.method}`),
            note: [reversed, row.note].filter(Boolean).join(' '),
          },
          lines: [
            {
              texts: {
                what: t(ofCustomer ? 'refund.toCustomer' : 'refund.ofSupplier'),
                amount: money(row.amountFen),
              },
              numbers: { amount: row.amountFen },
            },
          ],
          priced: true,
        },
      ]}
      onClose={onClose}
    />
  );
}
