import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button, Form } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { nextField } from '../../form/form-drawer.tsx';
import { PasswordFields, type PasswordValues } from '../../form/password-fields.tsx';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';

export function OwnPassword() {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const [form] = Form.useForm<PasswordValues>();
  const change = useCommand(api.auth.changePassword);
  const submit = ({ current, next }: PasswordValues) =>
    change.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          form.resetFields();
          void message.success(t('own.passwordDone'));
        },
      },
    );
  return (
    <Form<PasswordValues>
      form={form}
      layout="vertical"
      className="own-look"
      onFinish={submit}
      {...saveKeys(form.submit, nextField)}
    >
      <PasswordFields autoFocus={false} />
      {change.error && (
        <Form.Item>
          <Alert type="error" showIcon role="alert" title={words(change.error)} />
        </Form.Item>
      )}
      <Button loading={change.isPending} onClick={() => form.submit()}>
        {t('own.passwordSave')}
      </Button>
    </Form>
  );
}
