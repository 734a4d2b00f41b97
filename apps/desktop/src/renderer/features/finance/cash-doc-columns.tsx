import type { CashDocState } from '@xinhang/shared/cash-transfers.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { money } from './money.ts';

interface Doc {
  no: string;
  state: CashDocState;
  businessDate: string;
  amountFen: number;
  note: string;
  madeBy: NameRef;
}

/** Columns that lists of documents of the cash side share. */
export function useCashDocColumns<Row extends Doc>() {
  const { t } = useText();
  const { day } = useDates();
  const no: Column<Row> = {
    key: 'no',
    title: t('finance.no'),
    width: 170,
    text: (row) => row.no || t('finance.draft'),
    render: (row) => (row.no ? row.no : <span className="soft">{t('finance.draft')}</span>),
  };
  const date: Column<Row> = {
    key: 'date',
    title: t('finance.date'),
    width: 110,
    text: (row) => row.businessDate,
    render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
  };
  const state: Column<Row> = {
    key: 'state',
    title: t('finance.state'),
    width: 90,
    text: (row) => t(`finance.state.${row.state}`),
    render: (row) => (
      <span className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}>
        {t(`finance.state.${row.state}`)}
      </span>
    ),
  };
  const amount: Column<Row> = {
    key: 'amount',
    title: t('finance.amount'),
    width: 130,
    align: 'end',
    text: (row) => money(row.amountFen),
    value: (row) => row.amountFen / 100,
  };
  const note: Column<Row> = {
    key: 'note',
    title: t('finance.note'),
    width: 200,
    grows: true,
    text: (row) => row.note,
  };
  const maker: Column<Row> = {
    key: 'maker',
    title: t('finance.maker'),
    width: 90,
    text: (row) => row.madeBy.name,
  };
  return { no, date, state, amount, note, maker };
}
