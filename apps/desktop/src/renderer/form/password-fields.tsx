import { PASSWORD_MIN } from '@xinhang/shared/auth.ts';
import { Form, Input } from 'antd';
import { useText } from '../i18n/i18n.ts';

export interface PasswordValues {
  current: string;
  next: string;
  repeat: string;
}

/** The current password, the new one, and the new one again. */
export function PasswordFields({ autoFocus }: { autoFocus: boolean }) {
  const { t } = useText();
  const required = { required: true, message: t('common.required') };
  const hint = t('password.hint', { min: PASSWORD_MIN });
  return (
    <>
      <Form.Item name="current" label={t('password.current')} rules={[required]}>
        <Input.Password autoFocus={autoFocus} autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('password.next')}
        extra={hint}
        rules={[required, { min: PASSWORD_MIN, message: hint }]}
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
              if (value && value !== getFieldValue('next')) throw new Error(t('password.differs'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
