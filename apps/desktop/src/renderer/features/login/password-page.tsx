import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Button, Form, Typography } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { PasswordFields, type PasswordValues } from '../../form/password-fields.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Stands before everything else while the password is a temporary one. */
export function PasswordPage() {
  const { t } = useText();
  const words = useProblemText();
  const { load, end } = useSession();
  const change = useCommand(api.auth.changePassword);
  const logout = useCommand(api.auth.logout);

  const submit = ({ current, next }: PasswordValues) => {
    change.mutate({ body: { current, next } }, { onSuccess: () => void load() });
  };

  return (
    <main className="centre">
      <Form<PasswordValues> layout="vertical" style={{ width: 320 }} onFinish={submit}>
        <Typography.Title level={3}>{t('password.title')}</Typography.Title>
        <Typography.Paragraph>{t('password.why')}</Typography.Paragraph>
        <PasswordFields autoFocus />
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
