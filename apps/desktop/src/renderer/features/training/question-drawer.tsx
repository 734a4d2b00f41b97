import { api } from '@xinhang/shared/contract/api.ts';
import { questionKinds, type QuestionKind } from '@xinhang/shared/exam-rules.ts';
import type { Question } from '@xinhang/shared/questions.ts';
import { Alert, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import { useMemo } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { OptionsField, type OptionDraft } from './options-field.tsx';

interface Values {
  kind: QuestionKind;
  categoryId: number;
  text: string;
  choices?: OptionDraft[];
  truth?: number;
  accepted?: string[];
  reference?: string;
  explanation?: string;
  points: number;
  difficulty: number;
  publish?: boolean;
}
interface Props {
  /** Null writes a new one. */
  question: Question | null;
  open: boolean;
  onClose: () => void;
}

const fresh: Partial<Values> = {
  kind: 'single',
  choices: ['', '', '', ''].map((text) => ({ text, right: false })),
  points: 5,
  difficulty: 2,
  publish: true,
};

const toValues = (question: Question): Values => ({
  ...question,
  categoryId: question.category.id,
  choices: question.options.map((text, at) => ({ text, right: question.right.includes(at) })),
  ...(question.kind === 'boolean' && { truth: question.right[0]! }),
});

/** What the kind needs, as the server takes it. */
function answersOf({ kind, choices = [], truth, accepted = [], reference = '' }: Values) {
  const none = { options: [], right: [], accepted: [], reference: '' };
  switch (kind) {
    case 'single':
    case 'multiple': {
      const written = choices
        .map(({ text, right }) => ({ text: text.trim(), right }))
        .filter(({ text }) => text !== '');
      const options = written.map(({ text }) => text);
      return { ...none, options, right: written.flatMap(({ right }, at) => (right ? at : [])) };
    }
    case 'boolean':
      return { ...none, right: truth === undefined ? [] : [truth] };
    case 'fill':
      return { ...none, accepted };
    case 'text':
      return { ...none, reference };
  }
}

/** A question of the bank, with what its kind needs. */
export function QuestionDrawer({ question, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.questions.createQuestion, { form: true });
  const update = useCommand(api.questions.updateQuestion);
  const initial = useMemo(() => (question ? toValues(question) : fresh), [question]);
  const kind = Form.useWatch('kind', form) ?? initial.kind ?? 'single';
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const { categoryId, text, explanation = '', points, difficulty, publish = false } = values;
    const answers = answersOf(values);
    const body = {
      kind: values.kind,
      categoryId,
      text,
      ...answers,
      explanation,
      points,
      difficulty,
    };
    if (!question) create.mutate({ body: { ...body, publish } }, { onSuccess: close });
    else {
      const { id, version } = question;
      update.mutate({ params: { id }, body: { version, ...body } }, { onSuccess: close });
    }
  };
  return (
    <FormDrawer<Values>
      title={t(question ? 'question.edit' : 'question.new')}
      open={open}
      size={640}
      form={form}
      draft={question ? `question.${question.id}` : 'question.new'}
      initial={initial}
      names={{ options: 'choices', right: kind === 'boolean' ? 'truth' : 'choices' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {question?.state === 'published' && (
        <Form.Item>
          <Alert type="info" title={t('question.newVersion')} />
        </Form.Item>
      )}
      <Form.Item name="kind" label={t('question.kind')}>
        <Radio.Group
          optionType="button"
          options={questionKinds.map((value) => ({ value, label: t(`question.kind.${value}`) }))}
        />
      </Form.Item>
      <CategoryField />
      <Form.Item
        name="text"
        label={t('question.text')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText minRows={2} maxRows={10} maxLength={2000} />
      </Form.Item>
      <AnswerFields kind={kind} />
      <Form.Item name="explanation" label={t('question.explanation')}>
        <GrowingText minRows={1} maxRows={6} maxLength={1000} />
      </Form.Item>
      <div className="form-three">
        <Form.Item
          name="points"
          label={t('question.points')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <InputNumber min={1} max={100} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="difficulty" label={t('question.difficulty')}>
          <Select
            options={([1, 2, 3] as const).map((value) => ({
              value,
              label: t(`question.difficulty.${value}`),
            }))}
          />
        </Form.Item>
        {!question && (
          <Form.Item name="publish" label={t('question.publishNow')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </div>
    </FormDrawer>
  );
}

function CategoryField() {
  const { t } = useText();
  const found = useEndpoint(api.questions.listCategories, {});
  return (
    <Form.Item
      name="categoryId"
      label={t('question.category')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Select<number>
        showSearch={{ optionFilterProp: 'label' }}
        options={(found.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
      />
    </Form.Item>
  );
}

function AnswerFields({ kind }: { kind: QuestionKind }) {
  const { t } = useText();
  switch (kind) {
    case 'single':
    case 'multiple':
      return (
        <Form.Item name="choices" label={t('question.options')} extra={t('question.optionsWhy')}>
          <OptionsField single={kind === 'single'} />
        </Form.Item>
      );
    case 'boolean':
      return (
        <Form.Item
          name="truth"
          label={t('question.right')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Radio.Group
            options={[
              { value: 0, label: t('exam.true') },
              { value: 1, label: t('exam.false') },
            ]}
          />
        </Form.Item>
      );
    case 'fill':
      return (
        <Form.Item
          name="accepted"
          label={t('question.accepted')}
          extra={t('question.acceptedWhy')}
          rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}
        >
          <Select<string[]> mode="tags" open={false} suffixIcon={null} maxCount={20} />
        </Form.Item>
      );
    case 'text':
      return (
        <Form.Item
          name="reference"
          label={t('question.reference')}
          extra={t('question.referenceWhy')}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      );
  }
}
