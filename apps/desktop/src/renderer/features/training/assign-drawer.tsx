import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { App, Form, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { DeptSelect } from '../../form/dept-select.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Values {
  users?: NameRef[];
  deptIds?: number[];
  posts?: string[];
  dueOn?: string | null;
}
interface Props {
  what: { courseId?: number; pathId?: number; examId?: number; name: string } | null;
  open: boolean;
  onClose: () => void;
}

/** Assigns a course or a path to people, departments and posts. */
export function AssignDrawer({ what, open, onClose }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const assign = useCommand(api.trainingWork.assign, { form: true });
  const close = () => {
    assign.reset();
    onClose();
  };
  const { courseId, examId } = what ?? {};
  const dated = courseId !== undefined || examId !== undefined;
  const submit = ({ users = [], deptIds = [], posts = [], dueOn }: Values) => {
    const target = courseId
      ? { courseId, dueOn: dueOn! }
      : examId
        ? { examId, dueOn: dueOn! }
        : { pathId: what!.pathId! };
    assign.mutate(
      { body: { ...target, userIds: users.map(({ id }) => id), deptIds, posts } },
      {
        onSuccess: ({ assigned, kept }) => {
          close();
          void message.success(t('training.assigned', { n: assigned, kept }));
        },
      },
    );
  };
  return (
    <FormDrawer<Values>
      title={t('training.assignWhat', { name: what?.name ?? '' })}
      open={open}
      size={480}
      form={form}
      initial={{}}
      names={{ userIds: 'users' }}
      error={assign.error}
      saving={assign.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item name="users" label={t('training.people')} extra={t('training.peopleWhy')}>
        <UserPicker label={t('training.people')} />
      </Form.Item>
      <Form.Item name="deptIds" label={t('training.deptBelow')}>
        <DeptSelect label={t('training.deptBelow')} />
      </Form.Item>
      <Form.Item name="posts" label={t('training.posts')}>
        <Select<string[]>
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={['，', ',']}
        />
      </Form.Item>
      {dated && (
        <Form.Item
          name="dueOn"
          label={t('training.dueOn')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <DateField />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
