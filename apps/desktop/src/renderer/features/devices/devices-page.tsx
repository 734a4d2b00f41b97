import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { DeviceTable } from './device-table.tsx';
import { FileDialog } from './file-dialog.tsx';

/** Which machines are let in, which wait, and how another one comes to ask. */
export function DevicesPage() {
  const { t } = useText();
  const found = useEndpoint(api.devices.list, {}, { staleMs: 0 });
  const [open, setOpen] = useState<'code' | 'file' | null>(null);
  const [asked, setAsked] = useState<Device | null>(null);
  const shut = found.data?.addresses.length === 0;
  return (
    <div className="page stack">
      <h1 className="visually-hidden">{t('menu.devices')}</h1>
      <p className="soft own-why">{t('device.why')}</p>
      {shut && <Alert type="info" showIcon title={t('device.shut')} />}
      <div className="line">
        <Button type="primary" disabled={shut} onClick={() => setOpen('code')}>
          {t('device.newDesktop')}
        </Button>
        <Button disabled={shut} onClick={() => setOpen('file')}>
          {t('device.newBrowser')}
        </Button>
      </div>
      {found.error ? (
        <LoadError error={found.error} retry={() => void found.refetch()} />
      ) : (
        <DeviceTable rows={found.data?.rows ?? []} loading={found.isPending} onApprove={setAsked} />
      )}
      <ApproveDialog device={asked} onClose={() => setAsked(null)} />
      <CodeDialog open={open === 'code'} onClose={() => setOpen(null)} />
      <FileDialog open={open === 'file'} onClose={() => setOpen(null)} />
    </div>
  );
}
