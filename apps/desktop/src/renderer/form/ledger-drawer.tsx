import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import {
  isPosted,
  type AchievementRow,
  type Goods,
  type Node,
  type TargetMetric,
  type SplitDimension,
} from '@xinhang/shared/performance.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer, Empty } from 'antd';
import { client } from '../app/client.ts';
import { keyOf } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { Unread } from '../ui/loaded.tsx';

/** Which number was opened. */
export interface Behind {
  node: Node;
  from: string;
  to: string;
  metric: TargetMetric;
  /** Only what is of this region, category or product. */
  /** What is counted, of quantities. */
  goods: Goods | null;
  partOf?: { dimension: SplitDimension; part: string; name: string };
}

const PAGE_SIZE = 100;

/** The documents behind a number. */
export function LedgerDrawer({ behind, onClose }: { behind: Behind | null; onClose: () => void }) {
  const { t } = useText();
  return (
    <Drawer
      open={behind !== null}
      size={behind?.goods ? 980 : 760}
      onClose={onClose}
      title={
        behind &&
        t('achievement.documents', {
          name: titleOf(behind),
          metric: t(`metric.${behind.metric}`),
        })
      }
      destroyOnHidden
    >
      {behind && <Rows {...behind} />}
    </Drawer>
  );
}

const titleOf = ({ node, partOf, goods }: Behind) =>
  [node.name, ...(partOf ? [partOf.name] : []), ...(goods ? [goods.name] : [])].join(' · ');

function Rows({ node, from, to, metric, partOf, goods }: Behind) {
  const { t } = useText();
  const query = {
    metric: isPosted(metric) ? metric : 'won',
    nodeKind: node.kind,
    nodeId: node.id,
    from,
    to,
    limit: PAGE_SIZE,
    ...(goods && { goods: goods.key }),
    ...(partOf && { dimension: partOf.dimension, part: partOf.part }),
  };
  const found = useInfiniteQuery({
    queryKey: [...keyOf(api.achievement.rows, { query }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      client.call(api.achievement.rows, {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Unread found={found} />;
  if (rows.length === 0) {
    return (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('achievement.noDocuments')} />
    );
  }
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('achievement.on')}</th>
            <th>{t('achievement.document')}</th>
            <th>{t('customer.name')}</th>
            <th>{t('achievement.person')}</th>
            <th className="number">{t('achievement.share')}</th>
            {goods && <th>{t('dimension.product')}</th>}
            {goods && (
              <th className="number">
                {t('achievement.quantity')} ({goods.unit})
              </th>
            )}
            <th className="number">{t('achievement.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.id} row={row} counts={goods !== null} />
          ))}
          {!found.hasNextPage && (
            <tr className="plain-total">
              <td colSpan={goods ? 6 : 5}>{t('deal.total')}</td>
              {goods && (
                <td className="number">
                  {formatE4(qtyE4(rows.reduce((sum, row) => sum + (row.product?.qtyE4 ?? 0), 0)))}
                </td>
              )}
              <td className="number">
                {formatFen(fen(rows.reduce((sum, row) => sum + row.amountFen, 0)))}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {found.hasNextPage && (
        <Button
          type="link"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('achievement.more')}
        </Button>
      )}
    </>
  );
}

function Line({ row, counts }: { row: AchievementRow; counts: boolean }) {
  const { t } = useText();
  return (
    <tr>
      <td className="nowrap">
        {row.on}
        {row.lateOn !== null && (
          <div className="soft">{t('achievement.late', { on: row.lateOn })}</div>
        )}
      </td>
      <td>
        {row.doc.name === null ? (
          <span className="soft">{t('achievement.hidden')}</span>
        ) : (
          <DocLink kind={row.doc.kind} id={row.doc.id} name={row.doc.name} />
        )}
        {row.reversal && <span className="soft"> {t('achievement.reversal')}</span>}
      </td>
      <td>{row.customer ?? ''}</td>
      <td>{row.person.name}</td>
      <td className="number">{row.shareBp === 10_000 ? '' : `${row.shareBp / 100}%`}</td>
      {counts && <td>{row.product?.name}</td>}
      {counts && (
        <td className={(row.product?.qtyE4 ?? 0) < 0 ? 'number danger' : 'number'}>
          {row.product && formatE4(qtyE4(row.product.qtyE4))}
        </td>
      )}
      <td className={row.amountFen < 0 ? 'number danger' : 'number'}>
        {formatFen(fen(row.amountFen))}
      </td>
    </tr>
  );
}

function DocLink({ kind, id, name }: { kind: string; id: number; name: string }) {
  const path = pathOf(kind, id);
  return path === null ? name : <Link to={path}>{name}</Link>;
}

/** Where the documents that post results are opened; a refund stands with its customer alone. */
const paths: Readonly<Record<string, string>> = {
  deal: '/deals',
  salesOrder: '/sales-orders',
  delivery: '/deliveries',
  salesReturn: '/sales-returns',
  receipt: '/receipts',
  billDishonour: '/bills',
};

function pathOf(kind: string, id: number): string | null {
  const path = paths[kind];
  return path === undefined ? null : `${path}/${id}`;
}
