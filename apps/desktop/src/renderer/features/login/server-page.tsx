import { Alert, Button, Form, Input, Typography } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';

/** Whether the desktop client knows its server; a browser always does. Null while asking. */
export function useServerKnown(): { known: boolean | null; recheck: () => void } {
  const [known, setKnown] = useState<boolean | null>(window.xinhang ? null : true);
  const recheck = useCallback(() => {
    if (!window.xinhang) return;
    window.xinhang.server.current().then(
      (server) => setKnown(server !== null),
      () => setKnown(false),
    );
  }, []);
  useEffect(recheck, [recheck]);
  return { known, recheck };
}

/** First start of the desktop client: which server does this company use. */
export function ServerPage({ onConnected }: { onConnected: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<{ address: string }>();
  const [found, setFound] = useState<readonly { name: string; address: string }[]>([]);
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    window.xinhang?.server.discover().then(
      (servers) => setFound(servers.filter((server) => server.state === 'ok')),
      () => setFound([]),
    );
  }, []);

  const connect = async (address: string) => {
    setBusy(true);
    setFailed(false);
    try {
      await window.xinhang?.server.use({ address });
      onConnected();
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="centre">
      <Form
        form={form}
        layout="vertical"
        style={{ width: 340 }}
        onFinish={({ address }) => void connect(address)}
      >
        <Typography.Title level={3}>{t('server.title')}</Typography.Title>
        {found.length > 0 && (
          <Form.Item label={t('server.found')}>
            {found.map((server) => (
              <Button key={server.address} block onClick={() => void connect(server.address)}>
                {server.name} {server.address}
              </Button>
            ))}
          </Form.Item>
        )}
        <Form.Item
          name="address"
          label={t('server.address')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input autoFocus placeholder="192.168.1.20:7890" />
        </Form.Item>
        {failed && (
          <Form.Item>
            <Alert type="error" showIcon role="alert" title={t('server.failed')} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('server.connect')}
        </Button>
      </Form>
    </main>
  );
}
