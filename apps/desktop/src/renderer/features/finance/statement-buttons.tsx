import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { statementDoc } from '@xinhang/shared/statement-words.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FileButton } from '../../form/file-button.tsx';
import type { AccountSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';

interface Account {
  openingFen: number;
  items: readonly ReceivableItem[];
}

interface Props {
  account: Account & { customer: NameRef };
  search: AccountSearch;
}

/** The statement of the chosen time on paper and as a file. */
export function StatementButtons({ account, search }: Props) {
  const { customer } = account;
  return (
    <>
      <StatementPrint kind="statement" party={customer} account={account} search={search} />
      <Export customer={customer} search={search} />
    </>
  );
}

interface PrintProps {
  kind: 'statement' | 'supplierStatement';
  /** Of a supplier with the company's number of it. */
  party: NameRef & { code?: string };
  account: Account;
  search: AccountSearch;
}

/** The account of a customer or a supplier on paper. */
export function StatementPrint({ kind, party, account, search: { from, to } }: PrintProps) {
  const { t, language } = useText();
  const { today } = useDates();
  const { openingFen, items } = account;
  const period = from === undefined && to === undefined ? t('finance.periodAll') : null;
  const printed: PrintedDocument = {
    kind,
    id: party.id,
    no: '',
    head: {
      [kind === 'statement' ? 'customer' : 'supplier']: party.name,
      ...(kind === 'supplierStatement' && { supplierCode: party.code ?? '' }),
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
  return <PrintButton doc={printed} />;
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
