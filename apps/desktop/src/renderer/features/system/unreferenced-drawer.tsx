import type { FileStoreStatus, UnreferencedFile } from '@xinhang/shared/file-store.ts';
import { Drawer, Table } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { useDates } from '../../ui/dates.ts';

interface Props {
  open: boolean;
  status: FileStoreStatus;
  onClose: () => void;
}

/** Bytes that no row refers to any more, the biggest first, and when each is taken away. */
export function UnreferencedDrawer({ open, status, onClose }: Props) {
  const { t } = useText();
  const dates = useDates();
  const { unreferenced, nextClearing } = status;
  const { rows, count } = unreferenced;
  return (
    <Drawer
      open={open}
      size={640}
      title={t('files.unreferenced')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      <div className="stack">
        <span className="soft">{t('files.unreferencedWhy')}</span>
        <span>
          {nextClearing === null
            ? t('files.clearingOff')
            : t('files.nextClearing', { at: dates.time(nextClearing) })}
        </span>
        <Table<UnreferencedFile>
          size="small"
          rowKey="sha256"
          pagination={false}
          dataSource={rows}
          locale={{ emptyText: <span className="soft">{t('files.unreferencedNone')}</span> }}
          columns={[
            {
              key: 'size',
              title: t('files.size'),
              width: 100,
              align: 'end',
              render: (_value, row) => bytesText(row.size),
            },
            {
              key: 'since',
              title: t('files.since'),
              width: 150,
              render: (_value, row) => dates.time(row.since),
            },
            {
              key: 'cleared',
              title: t('files.clearedAt'),
              width: 150,
              render: (_value, row) =>
                row.clearedAt === null ? t('files.clearingOff') : dates.time(row.clearedAt),
            },
            {
              key: 'hash',
              title: 'SHA-256',
              ellipsis: true,
              render: (_value, row) => <span title={row.sha256}>{row.sha256}</span>,
            },
          ]}
        />
        {count > rows.length && (
          <span className="soft">{t('files.unreferencedMore', { n: count - rows.length })}</span>
        )}
      </div>
    </Drawer>
  );
}
