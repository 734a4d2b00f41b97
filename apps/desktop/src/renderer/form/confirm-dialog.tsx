import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Form, Input, Modal, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useConfirm } from '../app/confirm.ts';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand } from '../app/query.ts';
import { useSession } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';

/** Above every other dialog: it is one of them that waits for the answer. */
const ON_TOP = 3000;

/** Asks for the password where the server wants it again; what was under way goes on by itself. */
export function ConfirmDialog() {
  const asking = useConfirm((store) => store.asking);
  const settle = useConfirm((store) => store.settle);
  const inside = useSession((store) => store.session.state === 'in');
  useEffect(() => {
    if (asking && !inside) settle(false);
  }, [asking, inside, settle]);
  return asking && inside ? <Content onSettle={settle} /> : null;
}

function Content({ onSettle }: { onSettle: (said: boolean) => void }) {
  const { t } = useText();
  const words = useProblemText();
  const confirm = useCommand(api.auth.confirmPassword, { refresh: false });
  const [form] = Form.useForm<{ password: string }>();
  const input = useRef<InputRef>(null);
  const submit = ({ password }: { password: string }) =>
    confirm.mutate(
      { body: { password } },
      { onSuccess: () => onSettle(true), onError: () => input.current?.select() },
    );
  return (
    <Modal
      open
      title={t('confirm.title')}
      width={400}
      zIndex={ON_TOP}
      okText={t('confirm.submit')}
      cancelText={t('common.cancel')}
      confirmLoading={confirm.isPending}
      mask={{ closable: false }}
      // A cross would have the focus until the dialog stands, and Enter typed meanwhile would shut it.
      closable={false}
      onOk={() => form.submit()}
      onCancel={() => onSettle(false)}
      afterOpenChange={(open) => open && input.current?.focus()}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <p>{t('confirm.why')}</p>
        <Form.Item
          name="password"
          label={t('login.password')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.Password ref={input} autoComplete="current-password" />
        </Form.Item>
        {confirm.error && <Alert type="error" showIcon role="alert" title={words(confirm.error)} />}
      </Form>
    </Modal>
  );
}
