import { DownloadOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { MakeDialog, MakeOnce } from '../../ui/make-once.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { isComplete, userIdOf, WhomFields, type Whom } from './whom-fields.tsx';

type Made = EndpointOutput<typeof api.devices.makeFile>;

/** A certificate for a browser: a file, and the password with which it is installed. */
export function FileDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <MakeOnce<Made>
      open={open}
      onClose={onClose}
      ask={(onMade) => <Ask onMade={onMade} onClose={onClose} />}
      shown={(made, close) => <Shown made={made} onClose={close} />}
    />
  );
}

function Ask({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useText();
  const make = useCommand(api.devices.makeFile);
  const [name, setName] = useState('');
  const [whom, setWhom] = useState<Whom>([]);
  return (
    <MakeDialog
      title={t('device.newBrowser')}
      okText={t('device.fileMake')}
      why={t('device.fileWhy')}
      name={{
        label: t('device.name'),
        placeholder: t('device.namePlaceholder'),
        value: name,
        onChange: setName,
      }}
      ready={isComplete(whom)}
      making={make.isPending}
      error={make.error}
      onMake={() => make.mutate({ body: { name, userId: userIdOf(whom) } }, { onSuccess: onMade })}
      onClose={onClose}
    >
      <WhomFields value={whom} onChange={setWhom} />
    </MakeDialog>
  );
}

/** Hands the file to the browser's downloads; it is nowhere else. */
function save({ file, fileName }: Made): void {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  saveFile(bytes, 'application/x-pkcs12', fileName);
}

function Shown({ made, onClose }: { made: Made | null; onClose: () => void }) {
  const { t } = useText();
  return (
    <ShownOnce
      open={made !== null}
      title={t('device.fileTitle')}
      width={480}
      done={t('first.done')}
      onClose={onClose}
    >
      {made && (
        <div className="stack">
          <span>{t('device.fileHow')}</span>
          <dl className="facts first-password">
            <dt>{t('device.file')}</dt>
            <dd>
              <Button size="small" icon={<DownloadOutlined />} onClick={() => save(made)}>
                {made.fileName}
              </Button>
            </dd>
            <dt>{t('login.password')}</dt>
            <dd>
              <code>{made.password}</code>
            </dd>
          </dl>
        </div>
      )}
    </ShownOnce>
  );
}
