import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Alert, Form, Input } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StepFoot, type StepProps } from './step.tsx';
import { useSaved } from './use-saved.ts';

type User = EndpointOutput<typeof api.org.getUser>;
interface Values {
  name: string;
  phone: string;
}

export function AccountStep(props: StepProps) {
  const me = useMe();
  const found = useEndpoint(api.org.getUser, { params: { id: me.user.id } });
  return <Loaded found={found}>{(user) => <Content {...props} user={user} />}</Loaded>;
}

function Content({ user, ...step }: StepProps & { user: User }) {
  const { t } = useText();
  const words = useProblemText();
  const onSuccess = useSaved(step.onNext);
  const update = useCommand(api.org.updateUser);
  const [form] = Form.useForm<Values>();
  const submit = ({ name, phone }: Values) => {
    if (name === user.name && phone === user.phone) return step.onNext();
    update.mutate(
      { params: { id: user.id }, body: { version: user.version, name, phone } },
      { onSuccess },
    );
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ name: user.name, phone: user.phone }}
      onFinish={submit}
    >
      <FactList
        facts={[
          [t('org.login'), user.login],
          [t('org.roles'), user.roles.map(({ name }) => name).join(comma())],
        ]}
      />
      <Form.Item
        name="name"
        label={t('setup.ownName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t('org.phone')}>
        <Input maxLength={40} />
      </Form.Item>
      {update.error && (
        <Form.Item>
          <Alert type="error" showIcon role="alert" title={words(update.error)} />
        </Form.Item>
      )}
      <StepFoot {...step} onNext={() => form.submit()} saving={update.isPending} />
    </Form>
  );
}
