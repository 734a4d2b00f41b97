import type { Network } from '@xinhang/shared/networks.ts';
import { Button, Table, Tag } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { clientName } from './client-name.ts';

interface Row {
  id: number;
  client: string;
  address: string;
  network: Network;
  createdAt: number;
  lastSeenAt: number;
  current?: boolean;
}

interface Props {
  rows: readonly Row[];
  loading: boolean;
  empty: string;
  /** Ends one of them. */
  onEnd?: (id: number) => void;
}

/** Live sessions; which program, from where, since when. */
export function SessionTable({ rows, loading, empty, onEnd }: Props) {
  const { t } = useText();
  const dates = useDates();
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      pagination={false}
      loading={loading}
      locale={{ emptyText: empty }}
      dataSource={[...rows]}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('session.client'),
          render: (_v, row) => (
            <span className="line">
              {clientName(row.client, t('session.other'))}
              {row.current && <Tag>{t('session.here')}</Tag>}
            </span>
          ),
        },
        {
          title: t('session.address'),
          render: (_v, row) => (
            <span className="line">
              {row.address}
              <span className="soft">{t(`network.${row.network}`)}</span>
            </span>
          ),
        },
        { title: t('session.since'), render: (_v, row) => dates.time(row.createdAt) },
        { title: t('session.lastSeen'), render: (_v, row) => dates.time(row.lastSeenAt) },
        ...(onEnd
          ? [
              {
                title: <span className="visually-hidden">{t('session.end')}</span>,
                render: (_v: unknown, row: Row) =>
                  !row.current && (
                    <Button size="small" onClick={() => onEnd(row.id)}>
                      {t('session.end')}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
