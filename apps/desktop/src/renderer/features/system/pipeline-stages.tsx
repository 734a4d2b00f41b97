import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { gateFields } from '@xinhang/shared/pipelines.ts';
import { Button, Input, InputNumber, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { TagInput } from '../../ui/tag-input.tsx';
import { moved, newStage, type StageDraft } from './pipeline-draft.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  value?: readonly StageDraft[];
  onChange?: (stages: StageDraft[]) => void;
}

/** Stages in the order in which deals go through them, each with what it asks for at its door. */
export function PipelineStages({ value = [], onChange }: Props) {
  const { t } = useText();
  return (
    <div>
      {value.map((stage, at) => (
        <StageFields
          key={stage.key}
          stage={stage}
          no={at + 1}
          last={value.length}
          onChange={(part) =>
            onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
          }
          onMove={(by) => onChange?.(moved(value, at, by))}
          onRemove={() => onChange?.(value.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        style={{ marginTop: 10 }}
        icon={<PlusOutlined />}
        onClick={() => onChange?.([...value, newStage()])}
      >
        {t('pipeline.addStage')}
      </Button>
    </div>
  );
}

interface StageProps {
  stage: StageDraft;
  no: number;
  last: number;
  onChange: (part: Partial<StageDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function StageFields({ stage, no, last, onChange, onMove, onRemove }: StageProps) {
  const { t } = useText();
  const named = (what: string) => `${what} ${no}`;
  const step = (icon: React.ReactNode, what: string, disabled: boolean, run: () => void) => (
    <Button
      type="text"
      size="small"
      icon={icon}
      disabled={disabled}
      aria-label={named(what)}
      onClick={run}
    />
  );
  return (
    <div className="pipeline-stage" role="group" aria-label={named(t('deal.stage'))}>
      <div className="pipeline-line">
        <span className="soft">{no}</span>
        <Input
          maxLength={30}
          autoFocus={stage.name === ''}
          aria-label={named(t('pipeline.stageName'))}
          placeholder={t('pipeline.stageName')}
          value={stage.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <InputNumber
          min={0}
          max={100}
          precision={0}
          style={{ width: '100%' }}
          prefix={<span className="soft">{t('deal.chance')}</span>}
          suffix="%"
          aria-label={named(t('deal.chance'))}
          value={stage.chance}
          onChange={(chance) => onChange({ chance })}
        />
        <InputNumber
          min={1}
          max={3650}
          precision={0}
          style={{ width: '100%' }}
          prefix={<span className="soft">{t('pipeline.stuckAfter')}</span>}
          suffix={t('pipeline.stuckDays')}
          placeholder={t('pipeline.never')}
          aria-label={named(t('pipeline.stuckAfter'))}
          value={stage.stuckDays}
          onChange={(stuckDays) => onChange({ stuckDays })}
        />
        <span>
          {step(<ArrowUpOutlined />, t('list.moveUp'), no === 1, () => onMove(-1))}
          {step(<ArrowDownOutlined />, t('list.moveDown'), no === last, () => onMove(1))}
          {step(<DeleteOutlined />, t('common.remove'), last === 1, onRemove)}
        </span>
      </div>
      <div className="pipeline-gate">
        <Select<StageDraft['fields']>
          mode="multiple"
          aria-label={named(t('pipeline.gateFields'))}
          placeholder={t('pipeline.gateFields')}
          value={stage.fields}
          options={gateFields.map((value) => ({ value, label: t(`gateField.${value}`) }))}
          onChange={(fields) => onChange({ fields })}
        />
        <TagInput
          label={named(t('pipeline.gateChecks'))}
          placeholder={t('pipeline.gateChecks')}
          value={stage.checks}
          onChange={(checks) => onChange({ checks })}
        />
        <FlowSelect
          label={named(t('pipeline.approval'))}
          value={stage.approvalFlowId}
          onChange={(approvalFlowId) => onChange({ approvalFlowId })}
        />
      </div>
    </div>
  );
}

interface FlowProps {
  label: string;
  value: number | null;
  onChange: (flowId: number | null) => void;
}

/** Which approval a deal needs before it enters the stage, if any. */
function FlowSelect({ label, value, onChange }: FlowProps) {
  const { t } = useText();
  const flows = useEndpoint(api.pipelines.list, {}).data?.flows ?? [];
  const options = flows.map(({ id, name }) => ({
    value: id,
    label: t('pipeline.approvalFlow', { flow: name }),
  }));
  // One that was switched off asks nobody, and may stay for when it is used again.
  if (value !== null && !flows.some((flow) => flow.id === value)) {
    options.push({ value, label: t('pipeline.flowOff') });
  }
  return (
    <Select<number | null>
      {...onlyWords}
      allowClear
      aria-label={label}
      placeholder={t('pipeline.noApproval')}
      value={value}
      options={options}
      onChange={(chosen) => onChange(chosen ?? null)}
    />
  );
}
