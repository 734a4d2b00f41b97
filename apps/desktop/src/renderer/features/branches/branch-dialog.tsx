import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, Button, Checkbox, Input, Modal, QRCode, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { focusFirstField } from '../../ui/focus-first.ts';
import { saveFile } from '../../ui/save-file.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';

type Made = EndpointOutput<typeof api.branches.create>;
const MAX_NAME = 60;
/** Pixels; a code of a whole configuration is fine-grained. */
const QR_SIZE = 280;

interface Props {
  open: boolean;
  /** What the branch opens in a browser. */
  url: string | null;
  onClose: () => void;
}

/** A tunnel for a branch, and its configuration, which is shown once. */
export function BranchDialog({ open, url, onClose }: Props) {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <>
      {open && !made && <Ask onMade={setMade} onClose={onClose} />}
      <Shown
        made={made}
        url={url}
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
  const make = useCommand(api.branches.create);
  const [name, setName] = useState('');
  const [lan, setLan] = useState<string[]>([]);
  const [pppoe, setPppoe] = useState(false);
  return (
    <Modal
      open
      title={t('branch.add')}
      okText={t('branch.make')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: name.trim() === '', loading: make.isPending }}
      onOk={() => make.mutate({ body: { name, lan, pppoe } }, { onSuccess: onMade })}
      onCancel={onClose}
      afterOpenChange={focusFirstField}
    >
      <div className="stack">
        <label className="stack">
          {t('branch.name')}
          <Input
            maxLength={MAX_NAME}
            value={name}
            placeholder={t('branch.namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label className="stack">
          {t('branch.lan')}
          <Select
            aria-label={t('branch.lan')}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', ' ', '，', '、']}
            value={lan}
            onChange={setLan}
          />
        </label>
        <span className="soft">{t('branch.lanWhy')}</span>
        <Checkbox checked={pppoe} onChange={(event) => setPppoe(event.target.checked)}>
          {t('branch.pppoe')}
        </Checkbox>
        {make.error && <Alert type="error" showIcon role="alert" title={words(make.error)} />}
      </div>
    </Modal>
  );
}

function Shown({
  made,
  url,
  onClose,
}: {
  made: Made | null;
  url: string | null;
  onClose: () => void;
}) {
  const { t } = useText();
  return (
    <ShownOnce
      open={made !== null}
      title={t('branch.confTitle')}
      width={520}
      done={t('first.done')}
      onClose={onClose}
    >
      {made && (
        <div className="stack">
          <span>{t('branch.confHow')}</span>
          <div>
            <Button
              onClick={() =>
                saveFile(new TextEncoder().encode(made.config), 'text/plain', made.fileName)
              }
            >
              {made.fileName}
            </Button>
          </div>
          <QRCode
            value={made.config}
            errorLevel="L"
            size={QR_SIZE}
            bordered={false}
            type="svg"
            aria-label={t('branch.qr')}
          />
          {url !== null && <span>{t('branch.url', { url })}</span>}
          <Alert type="info" showIcon title={t('branch.reload')} />
        </div>
      )}
    </ShownOnce>
  );
}
