import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { statementDoc } from '@xinhang/shared/statement-words.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FileButton } from './file-button.tsx';
import type { AccountSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';

interface Props {
  account: {
    customer: NameRef;
    openingFen: number;
    items: readonly ReceivableItem[];
  };
  search: AccountSearch;
}

/** The statement of the chosen time on paper and as a file. */
export function StatementButtons({ account, search }: Props) {
  const printed = usePrinted(account, search);
  return (
    <>
      <PrintButton doc={printed} />
      <Export customer={account.customer} search={search} />
    </>
  );
}

function usePrinted(account: Props['account'], { from, to }: AccountSearch): PrintedDocument {
  const { t, language } = useText();
  const { today } = useDates();
  const { customer, openingFen, items } = account;
  const period = from === undefined && to === undefined ? t('finance.periodAll') : null;
  return {
    kind: 'statement',
    id: customer.id,
    no: '',
    head: {
      customer: customer.name,
      period: period ?? `${from ?? ''} – ${to ?? today}`,
      opening: money(openingFen),
      closing: money(items.at(-1)?.balanceFen ?? openingFen),
    },
    lines: items.map((row) => {
      const [owed, paid] = [Math.max(0, row.amountFen), Math.max(0, -row.amountFen)];
      return {
        texts: {
          date: row.businessDate,
          doc: statementDoc(row, language),
          no: row.docNo,
          due: owed > 0 ? row.dueDate : '',
          owed: moneyOrNone(owed),
          paid: moneyOrNone(paid),
          balance: money(row.balanceFen),
        },
        numbers: { owed, paid },
      };
    }),
    priced: true,
  };
}

function Export({ customer, search }: { customer: NameRef; search: AccountSearch }) {
  const { t } = useText();
  return (
    <FileButton
      label={t('finance.exportStatement')}
      endpoint={api.receivables.statement}
      body={{ customerId: customer.id, ...search }}
    />
  );
}
