import { appraisalSpans, type AppraisalSpan } from '@xinhang/shared/appraisal-rules.ts';
import type { FigureFacts, Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Form, Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DeptSelect } from '../../form/dept-select.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { toDrafts, toIndicators, wrongIndicators, type IndicatorDraft } from './indicator-draft.ts';
import { IndicatorFields } from './indicator-fields.tsx';

interface Values {
  name: string;
  span: AppraisalSpan;
  posts?: string[];
  deptIds?: number[];
  indicators?: IndicatorDraft[];
}

interface Props {
  /** Null adds a new one. */
  scheme: Scheme | null;
  figures: readonly FigureFacts[];
  posts: readonly string[];
  open: boolean;
  onClose: () => void;
}

/** Whom a scheme is for, how often, and by what it measures. */
export function SchemeDrawer({ scheme, figures, posts, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.appraisals.createScheme, { form: true });
  const update = useCommand(api.appraisals.updateScheme);
  const initial = useMemo<Partial<Values>>(
    () =>
      scheme
        ? { ...scheme, indicators: toDrafts(scheme.indicators, figures) }
        : { span: 'month', posts: [], deptIds: [], indicators: [] },
    [scheme, figures],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const body = {
      name: values.name.trim(),
      posts: values.posts ?? [],
      deptIds: values.deptIds ?? [],
      indicators: toIndicators(values.indicators ?? [], figures),
    };
    if (scheme) {
      const { id, version } = scheme;
      update.mutate({ params: { id }, body: { version, ...body } }, { onSuccess: close });
    } else create.mutate({ body: { ...body, span: values.span } }, { onSuccess: close });
  };
  const indicatorRule = {
    validator: (_rule: unknown, value: IndicatorDraft[] = []) => {
      const wrong = wrongIndicators(value);
      return wrong ? Promise.reject(new Error(t(`appraisal.wrong.${wrong}`))) : Promise.resolve();
    },
  };
  return (
    <FormDrawer<Values>
      title={t(scheme ? 'appraisal.editScheme' : 'appraisal.newScheme')}
      open={open}
      size={780}
      form={form}
      draft={scheme ? `scheme.${scheme.id}` : 'scheme.new'}
      initial={initial}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <div className="form-pair">
        <Form.Item
          name="name"
          label={t('appraisal.schemeName')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="span" label={t('appraisal.span')}>
          <Segmented<AppraisalSpan>
            disabled={scheme !== null}
            aria-label={t('appraisal.span')}
            options={appraisalSpans.map((value) => ({
              value,
              label: t(`appraisal.span.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="posts" label={t('appraisal.posts')} extra={t('appraisal.postsWhy')}>
          <Select
            mode="tags"
            aria-label={t('appraisal.posts')}
            options={posts.map((post) => ({ value: post, label: post }))}
          />
        </Form.Item>
        <Form.Item name="deptIds" label={t('appraisal.depts')} extra={t('appraisal.deptsWhy')}>
          <DeptSelect label={t('appraisal.depts')} placeholder={t('appraisal.anyDept')} />
        </Form.Item>
      </div>
      <h3>{t('appraisal.indicators')}</h3>
      <p className="soft">{t('appraisal.indicatorsWhy')}</p>
      <Form.Item name="indicators" rules={[indicatorRule]} validateTrigger={[]}>
        <IndicatorFields figures={figures} />
      </Form.Item>
    </FormDrawer>
  );
}
