import { salesModels } from '@xinhang/shared/company.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { wonProofs, type Pipeline, type WonProof } from '@xinhang/shared/pipelines.ts';
import { shownStage } from '@xinhang/shared/ready-pipelines.ts';
import { Checkbox, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { z } from 'zod';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { newStage, toDrafts, toStages, wrongStages, type StageDraft } from './pipeline-draft.ts';
import { PipelineStages } from './pipeline-stages.tsx';

interface Values {
  name: string;
  salesModel?: (typeof salesModels)[number] | null;
  wonNeeds: WonProof[];
  wonGates: boolean;
  stages: StageDraft[];
}

interface Props {
  /** Null adds a new one. */
  pipeline: Pipeline | null;
  open: boolean;
  onClose: () => void;
}

/** A pipeline with its stages, saved as a whole. */
export function PipelineDrawer({ pipeline, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.pipelines.create, { form: true });
  const update = useCommand(api.pipelines.update);
  const initial = useMemo<Partial<Values>>(
    () =>
      pipeline
        ? {
            name: pipeline.name,
            salesModel: pipeline.salesModel,
            wonNeeds: pipeline.wonNeeds,
            wonGates: pipeline.wonGates,
            stages: toDrafts(pipeline.stages),
          }
        : // Whoever lays out gates means them, also for who wins at once.
          { stages: [newStage()], wonNeeds: [], wonGates: true },
    [pipeline],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ salesModel = null, stages, ...fields }: Values) => {
    const said = { ...fields, salesModel };
    if (!pipeline) {
      create.mutate({ body: { ...said, stages: toStages(stages) } }, { onSuccess: close });
      return;
    }
    update.mutate(
      {
        params: { id: pipeline.id },
        body: { version: pipeline.version, ...said, stages: toStages(stages, pipeline) },
      },
      { onSuccess: close },
    );
  };
  const stagesRule = {
    validator: async (_rule: unknown, value: StageDraft[]) => {
      const wrong = wrongStages(value);
      if (wrong) throw new Error(t(`pipeline.wrong.${wrong}`));
    },
  };
  return (
    <FormDrawer<Values>
      title={t(pipeline ? 'pipeline.edit' : 'pipeline.new')}
      open={open}
      size={780}
      form={form}
      draft={pipeline ? `pipeline.${pipeline.id}` : 'pipeline.new'}
      initial={initial}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      remedy={<InUse error={update.error} />}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <div className="form-pair">
        <Form.Item
          name="name"
          label={t('pipeline.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="salesModel" label={t('pipeline.model')}>
          <Select
            allowClear
            placeholder={t('pipeline.anyModel')}
            options={salesModels.map((value) => ({ value, label: t(`model.${value}`) }))}
          />
        </Form.Item>
      </div>
      <p className="soft">{t('pipeline.gateWhy')}</p>
      <Form.Item name="stages" rules={[stagesRule]} validateTrigger={[]}>
        <PipelineStages />
      </Form.Item>
      <Form.Item name="wonNeeds" label={t('pipeline.wonNeeds')} extra={t('pipeline.wonNeedsWhy')}>
        <Select<WonProof[]>
          mode="multiple"
          placeholder={t('pipeline.wonNeedsNone')}
          options={wonProofs.map((value) => ({ value, label: t(`wonProof.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="wonGates" valuePropName="checked" extra={t('pipeline.wonGatesWhy')}>
        <Checkbox>{t('pipeline.wonGates')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  );
}

const stillUsed = z.object({ name: z.string(), count: z.int() });

/** Which of the stages that were taken away still has deals in it. */
function InUse({ error }: { error: Error | null }) {
  const { t, language } = useText();
  const used =
    error instanceof ApiError && error.problem.code === 'in-use'
      ? stillUsed.safeParse(error.problem.params).data
      : undefined;
  if (!used) return null;
  const { name, count } = used;
  return <span>{t('pipeline.inUse', { name: shownStage(name, language), count })}</span>;
}
