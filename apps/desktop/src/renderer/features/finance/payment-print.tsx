import type { Payment } from '@xinhang/shared/payments.ts';
import type { PrintedLine } from '@xinhang/shared/print-pages.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDocWords } from './doc-words.ts';
import { money, moneyOrNone } from './money.ts';

/** A payment on paper: what it pays of each row, and the advance, which together are the money. */
export function PaymentPrint({ doc }: { doc: Payment }) {
  const { t } = useText();
  const docs = useDocWords();
  const lines = doc.lines.map((line): PrintedLine => ({
    texts: {
      doc: docs.kind({ ...line, reversal: false }),
      no: line.docNo,
      date: line.businessDate,
      due: line.dueDate,
      owed: money(line.owedFen),
      discount: moneyOrNone(line.discountFen),
      amount: money(line.amountFen),
    },
    numbers: { amount: line.amountFen },
  }));
  const advance: PrintedLine = {
    texts: { doc: t('payable.advance'), amount: money(doc.restFen) },
    numbers: { amount: doc.restFen },
  };
  return (
    <PrintButton
      doc={{
        kind: 'payment',
        id: doc.id,
        no: doc.no,
        head: {
          no: doc.no,
          date: doc.businessDate,
          supplier: doc.supplier.name,
          supplierCode: doc.supplier.code,
          amount: money(doc.amountFen),
          account: doc.account?.name ?? doc.bill?.no ?? '',
          method: t(`finance.method.${doc.method}`),
          payeeBank: doc.payeeBank,
          payeeAccount: doc.payeeAccount,
          fee: moneyOrNone(doc.feeFen),
          note: doc.note,
        },
        lines: doc.restFen > 0 ? [...lines, advance] : lines,
        priced: true,
      }}
    />
  );
}
