import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import {
  simulationMonths,
  type AffectedCustomer,
  type PriceSimulation,
} from '@xinhang/shared/price-adjustments.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Drawer, Segmented, Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Loaded } from '../../ui/loaded.tsx';

type Months = (typeof simulationMonths)[number];
const money = (value: number) => `¥${formatFen(fen(value))}`;
const signed = (value: number) => `${value > 0 ? '+' : ''}${formatFen(fen(value))}`;
const share = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((part * 100) / whole).toFixed(1)}%`;

interface Props {
  id: number;
  open: boolean;
  onClose: () => void;
}

/** What a sheet would have changed on the deliveries of the last months, and for whom. */
export function AdjustmentEffect({ id, open, onClose }: Props) {
  const { t } = useText();
  const [months, setMonths] = useState<Months>(3);
  const found = useEndpoint(
    api.priceAdjustments.effect,
    { params: { id }, query: { months } },
    { enabled: open, keep: true },
  );
  return (
    <Drawer
      open={open}
      size={860}
      title={t('adjust.effect')}
      onClose={onClose}
      extra={
        <Segmented<Months>
          aria-label={t('adjust.months')}
          value={months}
          options={simulationMonths.map((n) => ({
            value: n,
            label: t('adjust.lastMonths', { n }),
          }))}
          onChange={setMonths}
        />
      }
    >
      <Loaded found={found}>
        {({ simulation, rows }) => (
          <div className="stack">
            <Figures found={simulation} />
            <Customers rows={rows} total={simulation.customers} />
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}

function Figures({ found }: { found: PriceSimulation }) {
  const { t } = useText();
  const { beforeFen, afterFen, costFen } = found;
  if (found.customers === 0) {
    return (
      <Alert
        type="info"
        showIcon
        title={t('adjust.noVolume', { from: found.from, to: found.to })}
      />
    );
  }
  return (
    <>
      <FactList
        facts={[
          [t('adjust.span'), `${found.from} – ${found.to}`],
          [t('adjust.atOld'), money(beforeFen)],
          [t('adjust.atNew'), `${money(afterFen)}（${signed(afterFen - beforeFen)}）`],
          ...(costFen === null
            ? []
            : ([
                [t('adjust.cost'), money(costFen)],
                [
                  t('adjust.marginOld'),
                  `${money(beforeFen - costFen)} · ${share(beforeFen - costFen, beforeFen)}`,
                ],
                [
                  t('adjust.marginNew'),
                  `${money(afterFen - costFen)} · ${share(afterFen - costFen, afterFen)}`,
                ],
              ] as [string, string][])),
        ]}
      />
      <span className="soft">
        {[
          t('adjust.honest'),
          found.costless > 0 && t('adjust.costless', { n: found.costless }),
          found.unsold > 0 && t('adjust.unsold', { n: found.unsold }),
        ]
          .filter(Boolean)
          .join(' ')}
      </span>
    </>
  );
}

function Customers({ rows, total }: { rows: AffectedCustomer[]; total: number }) {
  const { t } = useText();
  if (rows.length === 0) return null;
  const end = { align: 'end' as const };
  return (
    <>
      <h3>{t('adjust.customers', { n: total })}</h3>
      <Table<AffectedCustomer>
        size="small"
        rowKey={(row) => row.customer.id}
        dataSource={rows}
        pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        columns={[
          {
            title: t('price.scope.customer'),
            render: (_value, { customer }) => (
              <Link to="/customers/$id" params={{ id: String(customer.id) }}>
                {customer.name}
              </Link>
            ),
          },
          { title: t('adjust.owner'), dataIndex: 'owner', width: 90 },
          { title: t('adjust.products'), dataIndex: 'products', width: 70, ...end },
          {
            title: t('adjust.atOld'),
            width: 120,
            ...end,
            render: (_value, row) => formatFen(fen(row.beforeFen)),
          },
          {
            title: t('adjust.atNew'),
            width: 120,
            ...end,
            render: (_value, row) => formatFen(fen(row.afterFen)),
          },
          {
            title: t('adjust.difference'),
            width: 110,
            ...end,
            render: (_value, row) => signed(row.afterFen - row.beforeFen),
          },
        ]}
      />
    </>
  );
}
