import { api } from '@xinhang/shared/contract/api.ts';
import type { MarketPrice } from '@xinhang/shared/market-prices.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Drawer } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { shownPrice } from './price-words.ts';

/** A competitor's price as it was noted; removed where it was wrong. */
export function MarketDetail({ row, onClose }: { row: MarketPrice | null; onClose: () => void }) {
  return (
    <Drawer open={row !== null} title={row?.product.name} onClose={onClose} destroyOnHidden>
      {row && <Content row={row} onClose={onClose} />}
    </Drawer>
  );
}

function Content({ row, onClose }: { row: MarketPrice; onClose: () => void }) {
  const { t } = useText();
  const problem = useProblemText();
  const { modal } = App.useApp();
  const remove = useCommand(api.marketPrices.remove, { onDone: onClose });
  return (
    <div className="stack">
      <FactList
        facts={[
          [t('product.code'), row.product.code],
          [t('competitor.name'), row.competitor.name],
          [t('market.price'), `${shownPrice(row.priceE4)} / ${row.unit.name}`],
          [t('price.basis'), t(`price.basis.${row.basis}`)],
          [t('price.scope.region'), row.region ?? ''],
          [t('market.seenOn'), row.seenOn],
          [t('market.source'), row.source],
          [t('market.heardFrom'), row.heardFrom?.name ?? ''],
          [t('market.by'), row.createdBy?.name ?? ''],
        ]}
      />
      {remove.error && <Alert type="error" showIcon role="alert" title={problem(remove.error)} />}
      <div className="line">
        <Link to="/products/$id" params={{ id: String(row.product.id) }}>
          {t('price.toProduct')}
        </Link>
        <span className="spring" />
        {row.removable && (
          <Button
            danger
            loading={remove.isPending}
            onClick={() =>
              void modal.confirm({
                title: t('market.removeAsk'),
                okText: t('common.remove'),
                cancelText: t('common.cancel'),
                onOk: () => remove.mutate({ params: { id: row.id } }),
              })
            }
          >
            {t('common.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
