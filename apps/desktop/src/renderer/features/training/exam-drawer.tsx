import { api } from '@xinhang/shared/contract/api.ts';
import { answersShown, type Exam } from '@xinhang/shared/exams.ts';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ActiveItem } from './active-item.tsx';
import { ExamItemsField, isWholeItem, toItemBody, toItemDraft } from './exam-items-field.tsx';
import type { ItemDraft } from './exam-items-field.tsx';

interface Values {
  title: string;
  note?: string;
  active?: boolean;
  passPercent: number;
  minutes?: number | null;
  tries?: number | null;
  waitHours?: number | null;
  openFrom?: string | null;
  openUntil?: string | null;
  answersShown: Exam['answersShown'];
  shuffleQuestions?: boolean;
  shuffleOptions?: boolean;
  items?: ItemDraft[];
}
interface Props {
  /** Null makes a new one. */
  exam: Exam | null;
  open: boolean;
  onClose: () => void;
}

const fresh: Partial<Values> = {
  passPercent: 60,
  answersShown: 'passed',
  shuffleQuestions: true,
  shuffleOptions: true,
  waitHours: 0,
  items: [],
};

/** An exam with its paper, saved as a whole. */
export function ExamDrawer({ exam, open, onClose }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.exams.createExam, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/training/exams/$id', params: { id: String(id) } }),
  });
  const update = useCommand(api.exams.updateExam);
  const initial = useMemo<Partial<Values>>(
    () => (exam ? { ...exam, items: exam.items.map(toItemDraft) } : fresh),
    [exam],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const { active = true, items = [], ...rest } = values;
    const body = {
      title: rest.title.trim(),
      note: rest.note ?? '',
      passPercent: rest.passPercent,
      minutes: rest.minutes ?? null,
      tries: rest.tries ?? null,
      waitHours: rest.waitHours ?? 0,
      openFrom: rest.openFrom ?? null,
      openUntil: rest.openUntil ?? null,
      answersShown: rest.answersShown,
      shuffleQuestions: rest.shuffleQuestions ?? false,
      shuffleOptions: rest.shuffleOptions ?? false,
      items: items.map(toItemBody),
    };
    if (!exam) create.mutate({ body }, { onSuccess: close });
    else {
      const { id, version } = exam;
      update.mutate({ params: { id }, body: { version, ...body, active } }, { onSuccess: close });
    }
  };
  const itemsRule = {
    validator: async (_rule: unknown, value: ItemDraft[] = []) => {
      if (value.length === 0 || !value.every(isWholeItem)) throw new Error(t('exam.itemsNeeded'));
    },
  };
  return (
    <FormDrawer<Values>
      title={t(exam ? 'exam.edit' : 'exam.new')}
      open={open}
      size={760}
      form={form}
      draft={exam ? `exam.${exam.id}` : 'exam.new'}
      initial={initial}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="title"
        label={t('exam.title')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('training.note')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item
        name="items"
        label={t('exam.items')}
        rules={[itemsRule]}
        validateTrigger={[]}
        extra={t('exam.itemsWhy')}
      >
        <ExamItemsField />
      </Form.Item>
      <Settings />
      {exam && <ActiveItem />}
    </FormDrawer>
  );
}

function Settings() {
  const { t } = useText();
  const number = (max: number) => (
    <InputNumber min={1} max={max} precision={0} style={{ width: '100%' }} />
  );
  return (
    <>
      <div className="form-three">
        <Form.Item
          name="passPercent"
          label={t('exam.passPercent')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          {number(100)}
        </Form.Item>
        <Form.Item name="minutes" label={t('exam.minutes')} extra={t('exam.empty')}>
          {number(600)}
        </Form.Item>
        <Form.Item name="tries" label={t('exam.tries')} extra={t('exam.empty')}>
          {number(20)}
        </Form.Item>
        <Form.Item name="waitHours" label={t('exam.waitHours')}>
          <InputNumber min={0} max={720} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="openFrom" label={`${t('exam.open')} ${t('exam.openFrom')}`}>
          <DateField />
        </Form.Item>
        <Form.Item name="openUntil" label={`${t('exam.open')} ${t('exam.openUntil')}`}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="answersShown" label={t('exam.answersShown')}>
        <Select
          options={answersShown.map((value) => ({
            value,
            label: t(`exam.answersShown.${value}`),
          }))}
        />
      </Form.Item>
      <div className="line">
        {(['shuffleQuestions', 'shuffleOptions'] as const).map((name) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`exam.${name}`)}
            valuePropName="checked"
            layout="horizontal"
          >
            <Switch size="small" />
          </Form.Item>
        ))}
      </div>
    </>
  );
}
