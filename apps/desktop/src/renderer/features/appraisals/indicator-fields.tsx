import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { FigureFacts } from '@xinhang/shared/appraisal-schemes.ts';
import { Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useFigureWords } from './figure-words.ts';
import { newIndicator, weightSum, type IndicatorDraft } from './indicator-draft.ts';

interface Props {
  figures: readonly FigureFacts[];
  value?: readonly IndicatorDraft[];
  onChange?: (drafts: IndicatorDraft[]) => void;
}

/** The indicators of a scheme with their weights, and what is left to share out. */
export function IndicatorFields({ figures, value = [], onChange }: Props) {
  const { t } = useText();
  const sum = weightSum(value);
  return (
    <div className="stack">
      {value.map((draft, at) => (
        <IndicatorLine
          key={draft.key}
          draft={draft}
          no={at + 1}
          figures={figures}
          onChange={(part) =>
            onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
          }
          onRemove={() => onChange?.(value.filter((_, index) => index !== at))}
        />
      ))}
      <div className="line">
        <Button icon={<PlusOutlined />} onClick={() => onChange?.([...value, newIndicator(value)])}>
          {t('appraisal.addIndicator')}
        </Button>
        <span className={sum === 100 ? 'soft' : 'danger'}>{t('appraisal.weightSum', { sum })}</span>
      </div>
    </div>
  );
}

interface LineProps {
  draft: IndicatorDraft;
  no: number;
  figures: readonly FigureFacts[];
  onChange: (part: Partial<IndicatorDraft>) => void;
  onRemove: () => void;
}

function IndicatorLine({ draft, no, figures, onChange, onRemove }: LineProps) {
  const { t } = useText();
  const words = useFigureWords();
  const named = (what: string) => `${what} ${no}`;
  const choose = (figure: string) =>
    onChange({ figure, ...(draft.name.trim() === '' && { name: words.name(figure) }) });
  return (
    <div className="appraisal-indicator" role="group" aria-label={named(t('appraisal.indicator'))}>
      <div className="appraisal-line">
        <Segmented<IndicatorDraft['kind']>
          aria-label={named(t('appraisal.kind'))}
          value={draft.kind}
          options={(['auto', 'manual'] as const).map((value) => ({
            value,
            label: t(`appraisal.kind.${value}`),
          }))}
          onChange={(kind) => onChange({ kind })}
        />
        <Input
          aria-label={named(t('appraisal.indicatorName'))}
          placeholder={t('appraisal.indicatorName')}
          maxLength={60}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <InputNumber
          min={1}
          max={100}
          precision={0}
          suffix="%"
          prefix={<span className="soft">{t('appraisal.weight')}</span>}
          aria-label={named(t('appraisal.weight'))}
          value={draft.weight}
          onChange={(weight) => onChange({ weight })}
        />
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={named(t('common.remove'))}
          onClick={onRemove}
        />
      </div>
      {draft.kind === 'manual' ? (
        <GrowingText
          minRows={1}
          maxRows={4}
          maxLength={500}
          aria-label={named(t('appraisal.indicatorNote'))}
          placeholder={t('appraisal.indicatorNote')}
          value={draft.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      ) : (
        <>
          <div className="appraisal-line">
            <Select<string>
              aria-label={named(t('appraisal.figure'))}
              placeholder={t('appraisal.figure')}
              {...(draft.figure && { value: draft.figure })}
              options={figures.map(({ key }) => ({ value: key, label: words.name(key) }))}
              onChange={choose}
            />
            <Segmented<IndicatorDraft['rule']>
              aria-label={named(t('appraisal.rule'))}
              value={draft.rule}
              options={(['linear', 'steps'] as const).map((value) => ({
                value,
                label: t(`appraisal.rule.${value}`),
              }))}
              onChange={(rule) => onChange({ rule })}
            />
          </div>
          <ScoringFields draft={draft} no={no} figures={figures} onChange={onChange} />
        </>
      )}
    </div>
  );
}

function ScoringFields({ draft, no, figures, onChange }: Omit<LineProps, 'onRemove'>) {
  const { t } = useText();
  const facts = figures.find((one) => one.key === draft.figure);
  const unit = facts ? t(`appraisal.unit.${facts.unit}`) : '';
  // Without a fixed precision whole amounts have no zeros behind.
  const decimals = facts?.unit === 'count' ? { precision: 0 } : {};
  const value = (
    what: 'floor' | 'target' | 'cap',
    suffix: string,
    precision: { precision?: number },
  ) => (
    <InputNumber
      min={0}
      max={what === 'cap' ? 150 : 10_000_000_000}
      {...precision}
      style={{ width: '100%' }}
      prefix={<span className="soft">{t(`appraisal.${what}`)}</span>}
      suffix={suffix}
      aria-label={`${t(`appraisal.${what}`)} ${no}`}
      value={draft[what]}
      onChange={(typed) => onChange({ [what]: typed })}
    />
  );
  if (draft.rule === 'linear') {
    return (
      <div className="appraisal-thirds">
        {value('floor', unit, decimals)}
        {value('target', unit, decimals)}
        {value('cap', t('appraisal.points'), { precision: 0 })}
      </div>
    );
  }
  const set = (at: number, part: Partial<IndicatorDraft['steps'][number]>) =>
    onChange({
      steps: draft.steps.map((one, index) => (index === at ? { ...one, ...part } : one)),
    });
  return (
    <div className="stack">
      {draft.steps.map((step, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- steps are known by their place alone
        <div key={at} className="appraisal-thirds">
          <InputNumber
            min={0}
            max={10_000_000_000}
            {...decimals}
            style={{ width: '100%' }}
            prefix={
              <span className="soft">{t(`appraisal.stepAt.${facts?.better ?? 'more'}`)}</span>
            }
            suffix={unit}
            aria-label={`${t('appraisal.step')} ${no}.${at + 1}`}
            value={step.at}
            onChange={(typed) => set(at, { at: typed })}
          />
          <InputNumber
            min={0}
            max={150}
            precision={0}
            style={{ width: '100%' }}
            prefix={<span className="soft">{t('appraisal.stepScore')}</span>}
            suffix={t('appraisal.points')}
            aria-label={`${t('appraisal.stepScore')} ${no}.${at + 1}`}
            value={step.score}
            onChange={(typed) => set(at, { score: typed })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${no}.${at + 1}`}
            disabled={draft.steps.length === 1}
            onClick={() => onChange({ steps: draft.steps.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          disabled={draft.steps.length >= 10}
          onClick={() => onChange({ steps: [...draft.steps, { at: null, score: null }] })}
        >
          {t('appraisal.addStep')}
        </Button>
      </div>
    </div>
  );
}
