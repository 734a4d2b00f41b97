import { api } from '@xinhang/shared/contract/api.ts';
import type { FileStoreStatus } from '@xinhang/shared/file-store.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { Unread } from '../../ui/loaded.tsx';
import { UnreferencedDrawer } from './unreferenced-drawer.tsx';

/** How much there is, where the disk stands, and what is cleared away next. */
export function FileStoreFacts() {
  const found = useEndpoint(api.fileStore.status, {}, { staleMs: 0 });
  const [open, setOpen] = useState(false);
  const status = found.data;
  if (!status) {
    return (
      <div className="file-store-facts">
        <Unread found={found} waiting={<Skeleton active title={false} paragraph={{ rows: 1 }} />} />
      </div>
    );
  }
  return (
    <div className="file-store-facts stack">
      <Missing count={status.missing} />
      <Figures status={status} onOpen={() => setOpen(true)} />
      <UnreferencedDrawer open={open} status={status} onClose={() => setOpen(false)} />
    </div>
  );
}

function Missing({ count }: { count: number }) {
  const { t } = useText();
  if (count === 0) return null;
  return (
    <Alert type="error" showIcon title={t('files.missing', { n: count.toLocaleString('en-US') })} />
  );
}

function Figures({ status, onOpen }: { status: FileStoreStatus; onOpen: () => void }) {
  const { t } = useText();
  const maySet = useMay('system.settings');
  const { attached, stored, unreferenced, disk } = status;
  const amount = ({ count, bytes }: { count: number; bytes: number }) =>
    t('files.amount', { n: count.toLocaleString('en-US'), size: bytesText(bytes) });
  const uses = status.uses
    .filter(({ count }) => count > 0)
    .map((one) => `${t(`fileUse.${one.use}`)} ${amount(one)}`);
  const largest = t('files.megabytes', { n: status.maxMegabytes.toLocaleString('en-US') });
  const facts: [label: string, value: ReactNode, more?: string][] = [
    [t('files.attached'), amount(attached)],
    [t('files.stored'), amount(stored), [t('files.storedWhy'), ...uses].join('\n')],
    [
      t('files.disk'),
      t('files.diskOf', { free: bytesText(disk.freeBytes), total: bytesText(disk.totalBytes) }),
    ],
    [
      t('files.largest'),
      maySet ? (
        <Link key="set" to="/settings" search={{ tab: 'rules' }}>
          {largest}
        </Link>
      ) : (
        largest
      ),
    ],
    [
      t('files.unreferenced'),
      <Button key="open" type="link" size="small" className="file-store-open" onClick={onOpen}>
        {amount(unreferenced)}
      </Button>,
    ],
  ];
  return (
    <dl className="file-store-figures">
      {facts.map(([label, value, more]) => (
        <div key={label} {...(more && { title: more })}>
          <dt className="soft">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
