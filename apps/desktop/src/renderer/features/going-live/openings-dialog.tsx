import { api } from '@xinhang/shared/contract/api.ts';
import type { OpeningList, OpeningRow } from '@xinhang/shared/going-live.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Link } from '@tanstack/react-router';
import { Modal, Table } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { money } from './money.ts';

/** Lists whose rows have a page of their own, where they are taken back as well. */
const pageOf: Partial<
  Record<OpeningList, '/stock-documents/$id' | '/sales-orders/$id' | '/purchase-orders/$id'>
> = {
  stock: '/stock-documents/$id',
  orders: '/sales-orders/$id',
  purchases: '/purchase-orders/$id',
};

const WIDE = 900;
const PAGE = 12;

/** The openings behind a sum. */
export function OpeningsDialog({ list, onClose }: { list: OpeningList; onClose: () => void }) {
  const { t } = useText();
  const found = useEndpoint(api.goingLive.openings, { query: { list } });
  return (
    <Modal
      open
      width={WIDE}
      title={t(`goingLive.step.${list}`)}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      <Loaded found={found}>
        {({ rows }) => (
          <Table<OpeningRow>
            size="small"
            rowKey={({ id, party, oldNo, qtyE4: qty }) => `${id} ${party} ${oldNo} ${qty}`}
            dataSource={rows}
            pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false }}
            locale={{ emptyText: t('goingLive.nothing') }}
            columns={[
              {
                title: t(list === 'stock' ? 'goingLive.product' : 'goingLive.party'),
                rowScope: 'row',
                dataIndex: 'party',
              },
              {
                title: t(list === 'stock' ? 'goingLive.place' : 'goingLive.oldNo'),
                dataIndex: 'oldNo',
              },
              {
                title: t('goingLive.no'),
                width: 150,
                render: (_v: unknown, { id, no }: OpeningRow) => {
                  const to = pageOf[list];
                  return to ? (
                    <Link to={to} params={{ id: String(id) }}>
                      {no}
                    </Link>
                  ) : (
                    no
                  );
                },
              },
              { title: t('goingLive.day'), dataIndex: 'date', width: 110 },
              list === 'stock'
                ? {
                    title: t('goingLive.qty'),
                    width: 110,
                    align: 'end' as const,
                    render: (_v: unknown, { qtyE4: qty }: OpeningRow) =>
                      qty === null ? '' : formatE4(qtyE4(qty)),
                  }
                : { title: t('goingLive.due'), dataIndex: 'dueDate', width: 110 },
              {
                title: t('goingLive.amount'),
                width: 140,
                align: 'end' as const,
                render: (_v: unknown, { fen }: OpeningRow) => money(fen),
              },
            ]}
          />
        )}
      </Loaded>
    </Modal>
  );
}
