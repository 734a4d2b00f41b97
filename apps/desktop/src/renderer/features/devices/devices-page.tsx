import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { ApproveDialog } from './approve-dialog.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { DeviceActions } from './device-actions.tsx';
import { useDeviceColumns } from './device-columns.tsx';
import { FileDialog } from './file-dialog.tsx';

/** Which machines are let in, which wait, and how another one comes to ask. */
export function DevicesPage() {
  const { t } = useText();
  const columns = useDeviceColumns();
  const found = useEndpoint(api.devices.list, {}, { staleMs: 0 });
  const [open, setOpen] = useState<'code' | 'file' | null>(null);
  const [asked, setAsked] = useState<Device | null>(null);
  const shut = found.data?.addresses.length === 0;
  return (
    <>
      <ListPage<Device>
        label={t('menu.devices')}
        page="devices"
        queryKey={keyOf(api.devices.list)}
        fetchPage={async (_cursor, signal) => {
          const { rows } = await client.call(api.devices.list, { signal });
          return { rows, next: null, count: rows.length };
        }}
        idOf={(row) => row.id}
        columns={columns}
        onOpen={setAsked}
        opens={(row) => row.state !== 'revoked'}
        bulk={(_ids, rows) => <DeviceActions rows={rows} onApprove={setAsked} />}
        bar={
          <>
            <Button type="primary" disabled={shut} onClick={() => setOpen('code')}>
              {t('device.newDesktop')}
            </Button>
            <Button disabled={shut} onClick={() => setOpen('file')}>
              {t('device.newBrowser')}
            </Button>
            <span className="soft">{t('device.why')}</span>
            <span className="spring" />
          </>
        }
        views={
          shut && <Alert type="info" showIcon className="page-note" title={t('device.shut')} />
        }
        empty={t('device.empty')}
      />
      <ApproveDialog device={asked} onClose={() => setAsked(null)} />
      <CodeDialog open={open === 'code'} onClose={() => setOpen(null)} />
      <FileDialog open={open === 'file'} onClose={() => setOpen(null)} />
    </>
  );
}
