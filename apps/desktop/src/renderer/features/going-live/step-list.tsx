import {
  openingLists,
  type GoingLive,
  type GoingLiveStep,
  type OpeningList,
} from '@xinhang/shared/going-live.ts';
import { importNeeds, openingKinds, type ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { may, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

const kindOf: Readonly<Record<GoingLiveStep, ImportKindName>> = {
  products: 'products',
  customers: 'customers',
  suppliers: 'suppliers',
  stock: 'openingStock',
  receivables: 'openingReceivables',
  advancesReceived: 'openingReceivables',
  payables: 'openingPayables',
  advancesPaid: 'openingPayables',
  billsReceived: 'openingBillsReceived',
  billsIssued: 'openingBillsIssued',
  cash: 'openingCash',
  orders: 'openingOrders',
  purchases: 'openingPurchases',
  salesFacts: 'salesFacts',
};
const opens = (key: GoingLiveStep): OpeningList | undefined =>
  openingLists.find((list) => list === key);
const isOpening = (kind: ImportKindName) => openingKinds.some((one) => one === kind);

interface Props {
  now: GoingLive;
  onList: (list: OpeningList) => void;
}

/** What comes along, how many there are of each, and the way to bring it. */
export function StepList({ now, onList }: Props) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const seen = new Set<string>(now.totals.map(({ key }) => (key === 'stockQty' ? 'stock' : key)));
  return (
    <Table
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={now.steps}
      columns={[
        {
          title: t('goingLive.step'),
          width: 200,
          rowScope: 'row',
          render: (_value, { key }) => t(`goingLive.step.${key}`),
        },
        {
          title: t('goingLive.count'),
          width: 110,
          align: 'end',
          render: (_value, { count }) => count.toLocaleString('en-US'),
        },
        {
          title: t('goingLive.what'),
          render: (_value, { key }) => <span className="soft">{t(`goingLive.hint.${key}`)}</span>,
        },
        {
          title: t('goingLive.actions'),
          width: 200,
          render: (_value, { key, count }) => {
            const kind = kindOf[key];
            const list = opens(key);
            const closed = isOpening(kind) && now.state !== 'preparing';
            const name = t(`goingLive.step.${key}`);
            return (
              <span className="line">
                {may(me, importNeeds[kind]) && (
                  <Button
                    size="small"
                    disabled={closed}
                    aria-label={`${t('goingLive.import')} ${name}`}
                    onClick={() => void navigate({ to: '/imports', search: { kind } })}
                  >
                    {t('goingLive.import')}
                  </Button>
                )}
                {key === 'cash' && may(me, 'cash.manage') && (
                  <Button size="small" onClick={() => void navigate({ to: '/cash-accounts' })}>
                    {t('goingLive.accounts')}
                  </Button>
                )}
                {key === 'salesFacts' && count > 0 && may(me, 'salesOrders.read') && (
                  <Button
                    size="small"
                    aria-label={`${t('goingLive.list')} ${name}`}
                    onClick={() => void navigate({ to: '/sales-facts', search: {} })}
                  >
                    {t('goingLive.list')}
                  </Button>
                )}
                {list && seen.has(key) && count > 0 && (
                  <Button
                    size="small"
                    aria-label={`${t('goingLive.list')} ${name}`}
                    onClick={() => onList(list)}
                  >
                    {t('goingLive.list')}
                  </Button>
                )}
              </span>
            );
          },
        },
      ]}
    />
  );
}
