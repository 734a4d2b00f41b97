import { CopyOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, App, Button, Modal, QRCode, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { copyText } from '../../ui/copy-text.ts';
import { useDates } from '../../ui/dates.ts';

type Code = EndpointOutput<typeof api.devices.makeCode>;

/** The line with which a desktop client asks: address, code and whom it may trust. */
export function CodeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      title={t('device.newDesktop')}
      footer={null}
      width={520}
      onCancel={onClose}
      destroyOnHidden
    >
      <Content />
    </Modal>
  );
}

function Content() {
  const { t } = useText();
  const words = useProblemText();
  const make = useCommand(api.devices.makeCode);
  const [code, setCode] = useState<Code | null>(null);
  return (
    <div className="stack">
      <span>{t('device.codeWhy')}</span>
      {code && <Shown code={code} />}
      {make.error && <Alert type="error" showIcon role="alert" title={words(make.error)} />}
      <div>
        <Button
          type={code ? 'default' : 'primary'}
          loading={make.isPending}
          onClick={() => make.mutate({ body: {} }, { onSuccess: setCode })}
        >
          {t(code ? 'device.codeAgain' : 'device.codeMake')}
        </Button>
      </div>
    </div>
  );
}

function Shown({ code }: { code: Code }) {
  const { t } = useText();
  const dates = useDates();
  const { message } = App.useApp();
  const [text, setText] = useState(code.texts[0]!);
  const line = code.texts.includes(text) ? text : code.texts[0]!;
  const copy = async () => {
    const copied = await copyText(line);
    void message[copied ? 'success' : 'warning'](t(copied ? 'first.copied' : 'first.copyFailed'));
  };
  return (
    <>
      {code.texts.length > 1 && (
        <Select
          aria-label={t('device.address')}
          value={line}
          onChange={setText}
          options={code.texts.map((one) => ({ value: one, label: one.split('/')[0] }))}
        />
      )}
      <code className="device-code">{line}</code>
      <QRCode value={line} bordered={false} type="svg" aria-label={t('device.qr')} />
      <div className="line">
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('device.copy')}
        </Button>
        <span className="soft">{t('device.codeUntil', { at: dates.time(code.expiresAt) })}</span>
      </div>
    </>
  );
}
