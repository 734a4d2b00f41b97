import { PASSWORD_MIN } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

interface Values {
  current: string;
  next: string;
  repeat: string;
}

/** Stands before everything else while the password is a temporary one. */
export function PasswordPage() {
  const { t } = useText();
  const words = useProblemText();
  const { load, end } = useSession();
  const change = useCommand(api.auth.changePassword);
  const logout = useCommand(api.auth.logout);
  const required = { required: true, message: t('common.required') };

  const submit = ({ current, next }: Values) => {
    change.mutate({ body: { current, next } }, { onSuccess: () => void load() });
  };

  return (
    <main className="centre">
      <Form<Values> layout="vertical" style={{ width: 320 }} onFinish={submit}>
        <Typography.Title level={3}>{t('password.title')}</Typography.Title>
        <Typography.Paragraph>{t('password.why')}</Typography.Paragraph>
        <Form.Item name="current" label={t('password.current')} rules={[required]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.next')}
          extra={t('password.hint', { min: PASSWORD_MIN })}
          rules={[
            required,
            { min: PASSWORD_MIN, message: t('password.hint', { min: PASSWORD_MIN }) },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="repeat"
          label={t('password.repeat')}
          dependencies={['next']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: async (_rule, value: unknown) => {
                if (value && value !== getFieldValue('next')) {
                  throw new Error(t('password.differs'));
                }
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {change.error && (
          <Form.Item>
            <Alert type="error" showIcon title={words(change.error)} role="alert" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={change.isPending}>
          {t('password.submit')}
        </Button>
        <Button type="link" block onClick={() => logout.mutate({}, { onSettled: end })}>
          {t('person.logout')}
        </Button>
      </Form>
    </main>
  );
}
