import { Alert, Button, Form, Input, Segmented, Typography } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { BridgeFailure } from '../../../bridge/failure.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { LanguagePicker } from '../../shell/language-picker.tsx';

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

const MAX_NAME = 60;
type Way = 'register' | 'address';
interface Values {
  text: string;
  name: string;
  address: string;
}

/** First start of the desktop client: registers at the company's server, or uses the one here. */
export function ServerPage({ onConnected }: { onConnected: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const [way, setWay] = useState<Way>('register');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<unknown> | undefined) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      onConnected();
    } catch (error) {
      // A call of the bridge rejects with a plain object; see failure.ts.
      setFailure((error as Partial<BridgeFailure> | null)?.code ?? 'internal');
    } finally {
      setBusy(false);
    }
  };
  const submit = ({ text, name, address }: Values) =>
    attempt(() =>
      way === 'register'
        ? window.xinhang?.server.register({ text, name })
        : window.xinhang?.server.use({ address }),
    );

  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <main className="centre">
      <Form<Values>
        form={form}
        layout="vertical"
        style={{ width: 400 }}
        onFinish={(values) => void submit(values)}
      >
        <Typography.Title level={3}>{t('server.title')}</Typography.Title>
        <Form.Item>
          <Segmented<Way>
            block
            value={way}
            onChange={(next) => {
              setWay(next);
              setFailure(null);
            }}
            options={[
              { value: 'register', label: t('server.register') },
              { value: 'address', label: t('server.here') },
            ]}
          />
        </Form.Item>
        {way === 'register' ? (
          <>
            <Form.Item
              name="text"
              label={t('server.line')}
              extra={t('server.lineWhy')}
              rules={required}
            >
              <Input.TextArea autoFocus rows={3} />
            </Form.Item>
            <Form.Item
              name="name"
              label={t('server.name')}
              extra={t('server.nameWhy')}
              rules={required}
            >
              <Input maxLength={MAX_NAME} />
            </Form.Item>
          </>
        ) : (
          <>
            <Found
              onPick={(address) => void attempt(() => window.xinhang?.server.use({ address }))}
            />
            <Form.Item
              name="address"
              label={t('server.address')}
              extra={t('server.hereWhy')}
              rules={required}
            >
              <Input autoFocus placeholder="127.0.0.1:7890" />
            </Form.Item>
          </>
        )}
        {failure && (
          <Form.Item>
            <Alert
              type="error"
              showIcon
              role="alert"
              title={t(wordKey('server.failed', failure, 'server.failed'))}
            />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t(way === 'register' ? 'server.ask' : 'server.connect')}
        </Button>
        <div style={{ marginTop: 24 }}>
          <LanguagePicker />
        </div>
      </Form>
    </main>
  );
}

/** Servers that this computer may use as they are. */
function Found({ onPick }: { onPick: (address: string) => void }) {
  const { t } = useText();
  const [found, setFound] = useState<readonly { name: string; address: string }[]>([]);
  useEffect(() => {
    window.xinhang?.server.discover().then(
      (servers) => setFound(servers.filter((server) => server.state === 'ok')),
      () => setFound([]),
    );
  }, []);
  if (found.length === 0) return null;
  return (
    <Form.Item label={t('server.found')}>
      {found.map((server) => (
        <Button key={server.address} block onClick={() => onPick(server.address)}>
          {server.name} {server.address}
        </Button>
      ))}
    </Form.Item>
  );
}
