import { api } from '@xinhang/shared/contract/api.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import { Form, Input } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { AskOwner } from './ask-owner.tsx';

interface Props {
  /** The role to begin with; without it the new one is empty. */
  copyOf?: Role;
  open: boolean;
  onClose: () => void;
  onCreated: (id: number) => void;
}

export function NewRole({ copyOf, open, onClose, onCreated }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<{ name: string }>();
  const create = useCommand(api.org.createRole, { form: true });
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <FormDrawer<{ name: string }>
      title={t(copyOf ? 'role.copy' : 'role.new')}
      open={open}
      form={form}
      initial={{ name: copyOf ? t('role.copyName', { name: copyOf.name }) : '' }}
      codes={{ 'already-exists': 'name' }}
      error={create.error}
      remedy={
        <AskOwner
          command="org.createRole"
          error={create.error}
          sent={create.variables}
          onAsked={close}
        />
      }
      saving={create.isPending}
      onSubmit={({ name }) =>
        create.mutate(
          { body: { name, ...(copyOf && { copyOf: copyOf.id }) } },
          {
            onSuccess: (role) => {
              close();
              onCreated(role.id);
            },
          },
        )
      }
      onClose={close}
    >
      <Form.Item
        name="name"
        label={t('role.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
