import { DownloadOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, Button, Checkbox, QRCode } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { MakeDialog, MakeOnce } from '../../ui/make-once.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { TagInput } from '../../ui/tag-input.tsx';

type Made = EndpointOutput<typeof api.branches.create>;
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
  return (
    <MakeOnce<Made>
      open={open}
      onClose={onClose}
      ask={(onMade) => <Ask onMade={onMade} onClose={onClose} />}
      shown={(made, close) => <Shown made={made} url={url} onClose={close} />}
    />
  );
}

function Ask({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const { t } = useText();
  const make = useCommand(api.branches.create);
  const [name, setName] = useState('');
  const [lan, setLan] = useState<string[]>([]);
  const [pppoe, setPppoe] = useState(false);
  const change = (next: string[]) => {
    setLan(next);
    // What was refused may stand at another place now.
    make.reset();
  };
  return (
    <MakeDialog
      title={t('branch.add')}
      okText={t('branch.make')}
      name={{
        label: t('branch.name'),
        placeholder: t('branch.namePlaceholder'),
        value: name,
        onChange: setName,
      }}
      making={make.isPending}
      error={make.error}
      named={(pointer) => lan[Number(/^\/lan\/(\d+)$/.exec(pointer)?.[1] ?? NaN)]}
      onMake={() => make.mutate({ body: { name, lan, pppoe } }, { onSuccess: onMade })}
      onClose={onClose}
    >
      <label className="stack">
        {t('branch.lan')}
        <TagInput label={t('branch.lan')} value={lan} onChange={change} spaced />
      </label>
      <span className="soft">{t('branch.lanWhy')}</span>
      <Checkbox checked={pppoe} onChange={(event) => setPppoe(event.target.checked)}>
        {t('branch.pppoe')}
      </Checkbox>
    </MakeDialog>
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
              icon={<DownloadOutlined />}
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
