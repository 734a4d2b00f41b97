import { api } from '@xinhang/shared/contract/api.ts';
import { Drawer, InputNumber, Table } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { useDebounced } from '../../ui/use-debounced.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';

const GIGABYTE = 1_000_000_000;
const SETTLE_MS = 300;

/** The rules of keeping in words, and what they would do at another amount of free space. */
export function RetentionDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={520}
      title={t('backup.retention')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      <Content />
    </Drawer>
  );
}

function Content() {
  const { t } = useText();
  const [gigabytes, setGigabytes] = useState<number | null>(null);
  const settled = useDebounced(gigabytes, SETTLE_MS);
  const query = settled === null ? {} : { freeGigabytes: settled };
  const found = useEndpoint(api.backups.simulate, { query }, { keep: true, staleMs: 0 });
  const { data } = found;
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;
  return (
    <div className="stack">
      <span>{t('backup.rules', { wanted: bytesText(data?.wantedFreeBytes ?? 0) })}</span>
      <label className="line">
        <span>{t('backup.simulate')}</span>
        <InputNumber
          min={0}
          max={1_000_000}
          value={gigabytes}
          placeholder={data ? String(Math.round(data.freeBytes / GIGABYTE)) : ''}
          onChange={setGigabytes}
        />
      </label>
      {data && (
        <strong role="status">
          {data.count === 0
            ? t('backup.simulatedNone')
            : t('backup.simulated', {
                count: data.count.toLocaleString('en-US'),
                bytes: bytesText(data.bytes),
              })}
          {data.stillLow && ` ${t('backup.simulatedLow')}`}
        </strong>
      )}
      {data && data.rows.length > 0 && (
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          scroll={{ y: 420 }}
          dataSource={data.rows}
          columns={[
            { title: t('backup.name'), dataIndex: 'name' },
            {
              title: t('backup.size'),
              width: 100,
              align: 'right',
              render: (_value, row) => bytesText(row.size),
            },
          ]}
        />
      )}
    </div>
  );
}
