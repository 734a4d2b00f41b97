import { CopyOutlined } from '@ant-design/icons';
import type { TunnelHints } from '@xinhang/shared/branches.ts';
import { App, Button, Collapse } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { copyText } from '../../ui/copy-text.ts';

interface Props {
  office: { endpoint: string; address: string; file: string };
  hints: TunnelHints;
}

/** What has to be typed at the server's machine: WireGuard never asks the application. */
export function OfficeEnd({ office, hints }: Props) {
  const { t } = useText();
  return (
    <section className="stack">
      <h2>{t('branch.office')}</h2>
      <span>{t('branch.officeWhy')}</span>
      <dl className="facts">
        <dt>{t('branch.endpoint')}</dt>
        <dd>{office.endpoint}</dd>
        <dt>{t('branch.address')}</dt>
        <dd>
          <code>{office.address}</code>
        </dd>
        <dt>{t('branch.file')}</dt>
        <dd>
          <code>{office.file}</code>
        </dd>
      </dl>
      <Collapse
        size="small"
        items={[
          { key: 'linux', label: 'Linux', children: <Lines lines={hints.linux} /> },
          { key: 'windows', label: 'Windows', children: <Lines lines={hints.windows} /> },
        ]}
      />
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  const { t } = useText();
  const { message } = App.useApp();
  const text = lines.join('\n');
  const copy = async () => {
    const copied = await copyText(text);
    void message[copied ? 'success' : 'warning'](t(copied ? 'first.copied' : 'first.copyFailed'));
  };
  return (
    <div className="stack">
      <pre className="own-why" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text}
      </pre>
      <div>
        <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('branch.copy')}
        </Button>
      </div>
    </div>
  );
}
