import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { AchievedPart, Goods, PartQuantity } from '@xinhang/shared/performance.ts';
import { formatE4, qtyE4 as asQty } from '@xinhang/shared/quantity.ts';
import { Empty } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { BehindButton } from '../../form/behind-button.tsx';
import type { Behind } from '../../form/ledger-drawer.tsx';
import { shown } from './metric-words.ts';
import { ResultTable, type ResultLine } from './result-table.tsx';

/** `1,200 m · 30 pcs`: units are never added up. */
const amounts = (quantity: readonly PartQuantity[]) =>
  quantity.map(({ unit, qtyE4 }) => `${formatE4(asQty(qtyE4))} ${unit}`).join(' · ');

type Query = EndpointInput<typeof api.achievement.parts>['query'];

interface Props {
  query: Query;
  /** What is counted, of quantities. */
  goods: Goods | null;
  onBehind: (behind: Behind) => void;
}

/** What a department or a person reached, a line for each region, category or product. */
export function PartsTable({ query, goods, onBehind }: Props) {
  const { t } = useText();
  const { metric, dimension } = query;
  const found = useEndpoint(api.achievement.parts, { query }, { keep: true });
  return (
    <Loaded found={found}>
      {({ rows, total, quantity, node, from, to, workdays }) => {
        if (rows.length === 0) {
          return (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t('achievement.noDocuments')}
            />
          );
        }
        const nameOf = ({ part, name }: Pick<AchievedPart, 'part' | 'name'>) =>
          part === ''
            ? t('split.none.of', { dimension: t(`dimension.${dimension}`) })
            : name || t('split.gone');
        const behind = (name: string, value: number, part?: string) => (
          <BehindButton
            name={name}
            text={shown(value, metric)}
            onOpen={() =>
              onBehind({
                node,
                from,
                to,
                metric,
                goods,
                ...(part !== undefined && { partOf: { dimension, part, name } }),
              })
            }
          />
        );
        const line = ({ quantity: counted, ...row }: AchievedPart): ResultLine => ({
          ...row,
          key: row.part,
          name: row.part === '' ? <span className="soft">{nameOf(row)}</span> : nameOf(row),
          shown: behind(nameOf(row), row.actual, row.part),
          ...(dimension !== 'region' && { quantity: amounts(counted) }),
        });
        return (
          <ResultTable
            head={t(`dimension.${dimension}`)}
            metric={metric}
            workdays={workdays}
            lines={rows.map(line)}
            total={{
              ...total,
              key: 'total',
              name: t('deal.total'),
              shown: behind(node.name, total.actual),
              ...(dimension !== 'region' && { quantity: amounts(quantity) }),
            }}
          />
        );
      }}
    </Loaded>
  );
}
