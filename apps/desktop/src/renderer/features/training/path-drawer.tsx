import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { LearningPath } from '@xinhang/shared/training.ts';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ActiveItem } from './active-item.tsx';

interface StepDraft {
  courseId: number | null;
  days: number | null;
}
interface Values {
  name: string;
  note?: string;
  active?: boolean;
  steps?: StepDraft[];
}
interface Props {
  /** Null adds a new one. */
  path: LearningPath | null;
  open: boolean;
  onClose: () => void;
}

/** A learning path, saved as a whole. */
export function PathDrawer({ path, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.training.createPath, { form: true });
  const update = useCommand(api.training.updatePath);
  const initial = useMemo<Partial<Values>>(
    () =>
      path
        ? {
            ...path,
            steps: path.steps.map(({ course, days }) => ({ courseId: course.id, days })),
          }
        : { steps: [{ courseId: null, days: 7 }] },
    [path],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ name, note = '', active = true, steps = [] }: Values) => {
    const body = {
      name: name.trim(),
      note,
      steps: steps.flatMap(({ courseId, days }) =>
        courseId === null ? [] : { courseId, days: days ?? 0 },
      ),
    };
    if (!path) create.mutate({ body }, { onSuccess: close });
    else {
      const { id, version } = path;
      update.mutate({ params: { id }, body: { version, ...body, active } }, { onSuccess: close });
    }
  };
  const stepsRule = {
    validator: async (_rule: unknown, value: StepDraft[] = []) => {
      if (!value.some(({ courseId }) => courseId !== null)) throw new Error(t('common.required'));
    },
  };
  return (
    <FormDrawer<Values>
      title={t(path ? 'training.editPath' : 'training.newPath')}
      open={open}
      size={620}
      form={form}
      draft={path ? `path.${path.id}` : 'path.new'}
      initial={initial}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="name"
        label={t('training.pathName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={80} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('training.note')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item
        name="steps"
        label={t('training.steps')}
        rules={[stepsRule]}
        validateTrigger={[]}
        extra={t('training.stepsWhy')}
      >
        <StepsField />
      </Form.Item>
      {path && <ActiveItem />}
    </FormDrawer>
  );
}

interface StepsProps {
  value?: readonly StepDraft[];
  onChange?: (steps: StepDraft[]) => void;
}

function StepsField({ value = [], onChange }: StepsProps) {
  const { t } = useText();
  const courses = useEndpoint(api.training.listCourses, {});
  const change = (at: number, part: Partial<StepDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="stack">
      {value.map((step, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a step has no name but its place
        <div key={at} className="line">
          <Select<number>
            style={{ flex: 1, minWidth: 200 }}
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={`${t('training.course')} ${at + 1}`}
            placeholder={t('training.course')}
            value={step.courseId as number}
            options={(courses.data?.rows ?? []).map((row) => ({
              value: row.id,
              label: row.examId === null ? row.title : `${row.title} · ${t('training.exam')}`,
            }))}
            onChange={(courseId) => change(at, { courseId })}
          />
          <InputNumber
            min={0}
            max={730}
            precision={0}
            style={{ width: 150 }}
            aria-label={`${t('training.days')} ${at + 1}`}
            suffix={t('training.days')}
            value={step.days}
            onChange={(days) => change(at, { days })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${at + 1}`}
            onClick={() => onChange?.(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          icon={<PlusOutlined />}
          onClick={() => onChange?.([...value, { courseId: null, days: 7 }])}
        >
          {t('training.addStep')}
        </Button>
      </div>
    </div>
  );
}
