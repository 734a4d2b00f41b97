import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { focusFirstField } from '../../ui/focus-first.ts';
import { saveFile } from '../../ui/save-file.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { isComplete, userIdOf, WhomFields, type Whom } from './whom-fields.tsx';

type Made = EndpointOutput<typeof api.devices.makeFile>;
const MAX_NAME = 60;

/** A certificate for a browser: a file, and the password with which it is installed. */
export function FileDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <>
      {open && !made && <Ask onMade={setMade} onClose={onClose} />}
      <Shown
        made={made}
        onClose={() => {
          setMade(null);
          onClose();
        }}
      />
    </>
  );
}

function Ask({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const make = useCommand(api.devices.makeFile);
  const [name, setName] = useState('');
  const [whom, setWhom] = useState<Whom>([]);
  const ready = name.trim() !== '' && isComplete(whom);
  return (
    <Modal
      open
      title={t('device.newBrowser')}
      okText={t('device.fileMake')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !ready, loading: make.isPending }}
      onOk={() => make.mutate({ body: { name, userId: userIdOf(whom) } }, { onSuccess: onMade })}
      onCancel={onClose}
      afterOpenChange={focusFirstField}
    >
      <div className="stack">
        <span>{t('device.fileWhy')}</span>
        <label className="stack">
          {t('device.name')}
          <Input
            maxLength={MAX_NAME}
            value={name}
            placeholder={t('device.namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <WhomFields value={whom} onChange={setWhom} />
        {make.error && <Alert type="error" showIcon role="alert" title={words(make.error)} />}
      </div>
    </Modal>
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
              <Button size="small" onClick={() => save(made)}>
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
