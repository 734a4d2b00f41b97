import { appraisalSpans, type AppraisalSpan } from '@xinhang/shared/appraisal-rules.ts';
import type { FigureFacts } from '@xinhang/shared/appraisal-schemes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { WatchRule } from '@xinhang/shared/watch.ts';
import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useFigureWords } from './figure-words.ts';
import { perUnit } from './indicator-draft.ts';

/** Stands in the choice for the score of the appraisal. */
const SCORE = 'score';

interface Values {
  name: string;
  deptIds?: number[];
  /** Key of a figure, or `score`. */
  what: string;
  span: AppraisalSpan;
  /** As people say it: yuan, percent, points. */
  bound: number;
  periods: number;
}

interface Props {
  /** Null adds a new one. */
  rule: WatchRule | null;
  figures: readonly FigureFacts[];
  open: boolean;
  onClose: () => void;
}

/** What must not be worse than how much, for how long. */
export function RuleDrawer({ rule, figures, open, onClose }: Props) {
  const { t } = useText();
  const words = useFigureWords();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.watch.createRule, { form: true });
  const update = useCommand(api.watch.updateRule);
  const initial = useMemo<Partial<Values>>(
    () =>
      rule
        ? { ...rule, what: rule.figure ?? SCORE, bound: rule.bound / perUnit[rule.unit] }
        : { deptIds: [], what: SCORE, span: 'month', periods: 3 },
    [rule],
  );
  const what = Form.useWatch('what', form) ?? initial.what;
  const unit = figures.find(({ key }) => key === what)?.unit ?? 'hundredths';
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const body = {
      name: values.name.trim(),
      deptIds: values.deptIds ?? [],
      bound: Math.round(values.bound * perUnit[unit]),
      periods: values.periods,
    };
    if (rule) {
      const { id, version } = rule;
      update.mutate({ params: { id }, body: { version, ...body } }, { onSuccess: close });
      return;
    }
    const figure = values.what === SCORE ? null : values.what;
    const basis = figure === null ? ('score' as const) : ('figure' as const);
    create.mutate({ body: { ...body, basis, figure, span: values.span } }, { onSuccess: close });
  };
  const required = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t(rule ? 'watch.editRule' : 'watch.newRule')}
      open={open}
      size={460}
      form={form}
      draft={rule ? `watch.${rule.id}` : 'watch.new'}
      initial={initial}
      names={{ figure: 'what' }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="name"
        label={t('watch.ruleName')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="deptIds" label={t('watch.depts')}>
        <DeptSelect label={t('watch.depts')} placeholder={t('watch.everybody')} />
      </Form.Item>
      <Form.Item name="what" label={t('watch.basis')} rules={required}>
        <Select
          disabled={rule !== null}
          aria-label={t('watch.basis')}
          options={[
            { value: SCORE, label: t('watch.basis.score') },
            ...figures.map(({ key }) => ({ value: key, label: words.name(key) })),
          ]}
        />
      </Form.Item>
      <Form.Item name="span" label={t('appraisal.span')}>
        <Segmented<AppraisalSpan>
          disabled={rule !== null}
          aria-label={t('appraisal.span')}
          options={appraisalSpans.map((value) => ({ value, label: t(`appraisal.span.${value}`) }))}
        />
      </Form.Item>
      <div className="form-pair">
        <Form.Item
          name="bound"
          label={t('watch.boundOf')}
          extra={t('watch.boundWhy')}
          rules={required}
        >
          <InputNumber
            min={0}
            max={10_000_000_000}
            suffix={t(`appraisal.unit.${unit}`)}
            style={{ width: '100%' }}
          />
        </Form.Item>
        <Form.Item name="periods" label={t('watch.periods')} rules={required}>
          <InputNumber min={1} max={12} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
    </FormDrawer>
  );
}
