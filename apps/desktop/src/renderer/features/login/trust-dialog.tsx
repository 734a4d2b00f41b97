import { api } from '@xinhang/shared/contract/api.ts';
import { Button, Modal } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { saveFile } from '../../ui/save-file.ts';

const steps = ['windows', 'mac', 'linux', 'firefox'] as const;

/** Why a browser warns, and how this machine comes to know the office's authority. */
export function TrustDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      title={t('trust.title')}
      width={560}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      <Content />
    </Modal>
  );
}

function Content() {
  const { t } = useText();
  const found = useEndpoint(api.devices.authority, {});
  const authority = found.data?.authority;
  if (!authority) return <Unread found={found} />;
  const { fingerprint, certificate } = authority;
  const save = () => saveFile(certificate, 'application/x-x509-ca-cert', 'xinhang-office.crt');
  return (
    <div className="stack">
      <span>{t('trust.why')}</span>
      <span>{t('trust.compare')}</span>
      <code style={{ overflowWrap: 'anywhere' }}>{fingerprint}</code>
      <div>
        <Button type="primary" onClick={save}>
          {t('trust.save')}
        </Button>
      </div>
      <ul>
        {steps.map((step) => (
          <li key={step}>{t(`trust.${step}`)}</li>
        ))}
      </ul>
      <span className="soft">{t('trust.after')}</span>
    </div>
  );
}
