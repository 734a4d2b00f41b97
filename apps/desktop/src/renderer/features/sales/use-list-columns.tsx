import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { SalesOrderRow } from '@xinhang/shared/sales-orders.ts';
import { useMemo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { OrderState } from './order-state.tsx';

const yuan = (value: number) => formatFen(fen(value));

/** Columns of the list of orders. */
export function useListColumns(): Column<SalesOrderRow>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 160,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'customer',
        title: t('order.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'date',
        title: t('order.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 80,
        text: (row) => t(`order.state.${row.state}`),
        render: (row) => <OrderState state={row.state} />,
      },
      {
        key: 'gross',
        title: t('order.gross'),
        width: 120,
        align: 'end',
        text: (row) => yuan(row.grossFen),
        value: (row) => row.grossFen / 100,
      },
      {
        key: 'open',
        title: t('order.openAmount'),
        width: 120,
        align: 'end',
        text: (row) => (row.openFen === 0 ? '' : yuan(row.openFen)),
        value: (row) => row.openFen / 100,
      },
      {
        key: 'due',
        title: t('order.due'),
        width: 100,
        text: (row) => row.dueOn ?? '',
        render: (row) => (
          <span className={overdue(row.dueOn) ? 'danger' : ''} title={row.dueOn ?? ''}>
            {day(row.dueOn)}
          </span>
        ),
      },
      {
        key: 'people',
        title: t('order.people'),
        width: 110,
        text: (row) => row.people.map((one) => one.name).join('、'),
      },
      {
        key: 'customerOrderNo',
        title: t('order.customerOrderNo'),
        width: 130,
        text: (row) => row.customerOrderNo,
      },
      { key: 'note', title: t('order.note'), width: 160, text: (row) => row.note },
      {
        key: 'madeBy',
        title: t('order.maker'),
        width: 90,
        extra: true,
        text: (row) => row.madeBy.name,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
