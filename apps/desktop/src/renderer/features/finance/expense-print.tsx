import type { ExpenseClaim } from '@xinhang/shared/expense-claims.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';

/** A claim on paper, with its sum in capitals. */
export function ExpensePrint({ doc }: { doc: ExpenseClaim }) {
  const { dayOf } = useDates();
  return (
    <PrintButton
      doc={{
        kind: 'expenseClaim',
        id: doc.id,
        no: doc.no,
        head: {
          no: doc.no,
          date: doc.submittedAt === null ? '' : dayOf(doc.submittedAt),
          person: doc.person.name,
          title: doc.title,
          files: String(doc.files.length),
          account: doc.account?.name ?? '',
          paidOn: doc.paidOn ?? '',
        },
        lines: doc.lines.map((line) => ({
          texts: {
            spentOn: line.spentOn,
            category: line.category.name,
            note: line.note,
            customer: line.customer?.name ?? '',
            amount: money(line.amountFen),
          },
          numbers: { amount: line.amountFen },
        })),
        priced: true,
      }}
    />
  );
}
