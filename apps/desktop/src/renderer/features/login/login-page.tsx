import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand, useEndpoint } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { LanguagePicker } from '../../shell/language-picker.tsx';
import { TrustDialog } from './trust-dialog.tsx';

interface Values {
  login: string;
  password: string;
}

interface Props {
  /** Chooses another server or registers anew; absent in a browser. */
  onOther?: () => void;
}

export function LoginPage({ onOther }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const setMe = useSession((store) => store.setMe);
  const login = useCommand(api.auth.login);
  const [trust, setTrust] = useState(false);
  const asked = useEndpoint(api.devices.current, {});
  const device = asked.data;
  const missing = device?.needed && device.state !== 'approved' ? device.state : null;

  const submit = (values: Values) => {
    login.mutate(
      { body: values },
      {
        onSuccess: (answer) => {
          // Nothing that another person read stays on this computer's screen.
          queryClient.clear();
          setMe(answer.me);
        },
        // It may have been let in meanwhile, or turned away.
        onError: () => void asked.refetch(),
      },
    );
  };

  return (
    <main className="centre">
      <Form<Values> layout="vertical" requiredMark={false} style={{ width: 300 }} onFinish={submit}>
        <Typography.Title level={3}>{t('login.title')}</Typography.Title>
        {missing && (
          <Form.Item>
            <Alert type="warning" showIcon title={t(`login.device.${missing}`)} />
          </Form.Item>
        )}
        <Form.Item
          name="login"
          label={t('login.login')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('login.password')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {login.error && (
          <Form.Item>
            <Alert type="error" showIcon title={words(login.error)} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={login.isPending}>
          {t('login.submit')}
        </Button>
        {onOther && (
          <Button type="link" block onClick={onOther}>
            {t('login.other')}
          </Button>
        )}
        {location.protocol === 'https:' && (
          <Button type="link" block onClick={() => setTrust(true)}>
            {t('trust.link')}
          </Button>
        )}
        <TrustDialog open={trust} onClose={() => setTrust(false)} />
        <div style={{ marginTop: 24 }}>
          <LanguagePicker />
        </div>
      </Form>
    </main>
  );
}
