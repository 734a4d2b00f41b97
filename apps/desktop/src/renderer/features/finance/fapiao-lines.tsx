import type { FapiaoLine } from '@xinhang/shared/fapiao.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import type { ReactNode } from 'react';
import { QtyField } from '../../form/measure-fields.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { partsOf, type FapiaoPart, type FapiaoRow } from './fapiao-draft.ts';
import { money, moneyOrNone } from './money.ts';

interface Props {
  rows: readonly FapiaoRow[];
  more: boolean;
  /** What else is done with them. */
  actions?: ReactNode;
  /** Absent: nothing is written here. */
  onChange?: (parts: FapiaoPart[]) => void;
}

export const quantity = (value: number) => formatE4(qtyE4(value));
export const percent = (bp: number) => `${bp / 100}%`;

/** The document that a line comes from. */
export function LineSource({
  row,
}: {
  row: Pick<FapiaoRow, 'delivery'> &
    Pick<FapiaoLine, 'order'> &
    Partial<Pick<FapiaoLine, 'return'>>;
}) {
  const { t } = useText();
  const { delivery, order } = row;
  if (row.return) {
    return (
      <Link to="/sales-returns/$id" params={{ id: String(row.return.id) }}>
        {row.return.no}
      </Link>
    );
  }
  return delivery ? (
    <Link to="/deliveries/$id" params={{ id: String(delivery.id) }}>
      {delivery.no}
    </Link>
  ) : (
    <>
      <Link to="/sales-orders/$id" params={{ id: String(order!.id) }}>
        {order!.no}
      </Link>{' '}
      <span className="soft">{t('fapiao.early')}</span>
    </>
  );
}

/** What of a customer may be invoiced, and how much of it is on this fapiao. */
export function FapiaoLines({ rows, more, actions, onChange }: Props) {
  const { t } = useText();
  const all = (of: (row: FapiaoRow) => number | null) =>
    onChange?.(partsOf(rows.map((row) => ({ ...row, qtyE4: of(row) }))));
  const write = (key: string, value: number | null) =>
    onChange?.(partsOf(rows.map((row) => (row.key === key ? { ...row, qtyE4: value } : row))));
  return (
    <Section
      title={t('fapiao.lines')}
      extra={
        onChange &&
        rows.length > 0 && (
          <span className="line">
            {actions}
            <Button size="small" onClick={() => all((row) => (row.delivery ? row.openE4 : null))}>
              {t('fapiao.all')}
            </Button>
            <Button size="small" onClick={() => all(() => null)}>
              {t('fapiao.none')}
            </Button>
          </span>
        )
      }
    >
      {more && <div className="soft page-note">{t('fapiao.more')}</div>}
      <Table<FapiaoRow>
        className="receipt-lines"
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={[...rows]}
        locale={{ emptyText: t('fapiao.nothing') }}
        columns={[
          {
            title: t('fapiao.doc'),
            width: 210,
            render: (_v, row) => <LineSource row={row} />,
          },
          {
            title: t('fapiao.goods'),
            render: (_v, row) => [row.code, row.name].filter(Boolean).join(' '),
          },
          { title: t('fapiao.spec'), width: 120, dataIndex: 'spec' },
          {
            title: t('fapiao.rate'),
            width: 70,
            align: 'right',
            render: (_v, row) => percent(row.taxBp),
          },
          {
            title: t('fapiao.open'),
            width: 120,
            align: 'right',
            render: (_v, row) => `${quantity(row.openE4)} ${row.unit}`,
          },
          ...(onChange
            ? [
                {
                  title: t('fapiao.thisTime'),
                  width: 150,
                  align: 'right' as const,
                  render: (_v: unknown, row: FapiaoRow, at: number) => (
                    <QtyField
                      label={`${t('fapiao.thisTime')} ${at + 1}`}
                      value={row.qtyE4}
                      onChange={(value) => write(row.key, value)}
                    />
                  ),
                },
              ]
            : []),
          {
            title: t('fapiao.gross'),
            width: 130,
            align: 'right',
            render: (_v, row) => (onChange ? moneyOrNone(row.amountFen) : money(row.grossFen)),
          },
        ]}
      />
    </Section>
  );
}
