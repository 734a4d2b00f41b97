import { api } from '@xinhang/shared/contract/api.ts';
import { chanceGrades } from '@xinhang/shared/customers.ts';
import type { SalesPlan, Segment } from '@xinhang/shared/sales-plans.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { Section } from '../../ui/section.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';

/** What is typed and not saved yet: how it is saved, or why it cannot be as it stands. */
export type Unsaved =
  | { save: () => Promise<SalesPlan> }
  | { why: 'salesPlan.theirs' | 'salesPlan.nameSegments' }
  | null;

interface Props {
  plan: SalesPlan;
  /** Tells what is left to save before the plan is handed in. */
  onUnsaved: (left: Unsaved) => void;
  onChanged: () => void;
}

const bare = ({ name, industries, regions, grades }: Segment): Segment => ({
  name,
  industries,
  regions,
  grades,
});

/** The strategy in words, and the customers it aims at; written while the plan is a draft. */
export function PlanStrategy({ plan, onUnsaved, onChanged }: Props) {
  const { t } = useText();
  const words = useProblemText();
  /** What is being changed; somebody else may have saved a newer one meanwhile. */
  const [base, setBase] = useState(plan);
  const [strategy, setStrategy] = useState(plan.strategy);
  const [segments, setSegments] = useState(plan.segments.map(bare));
  const save = useCommand(api.salesPlans.save);
  const dirty =
    strategy !== base.strategy ||
    JSON.stringify(segments) !== JSON.stringify(base.segments.map(bare));
  const take = (newer: SalesPlan) => {
    setBase(newer);
    setStrategy(newer.strategy);
    setSegments(newer.segments.map(bare));
  };
  const theirs = plan.version !== base.version;
  if (theirs && (!dirty || !plan.can.update)) take(plan);
  const named = segments.every((one) => one.name.trim() !== '');
  const asked = {
    params: { id: plan.id },
    body: { version: plan.version, strategy, segments },
  };
  const store = () =>
    save.mutate(asked, {
      onSuccess(saved) {
        take(saved);
        onChanged();
      },
    });
  useEffect(() => {
    const whole = async () => {
      const saved = await save.mutateAsync(asked);
      take(saved);
      return saved;
    };
    if (!dirty || !plan.can.update) onUnsaved(null);
    // What somebody else wrote meanwhile is not written over without being looked at.
    else if (theirs) onUnsaved({ why: 'salesPlan.theirs' });
    else onUnsaved(named ? { save: whole } : { why: 'salesPlan.nameSegments' });
  });
  useShortcut(
    { key: 's', ctrl: true, inText: true },
    plan.can.update && dirty && named ? store : null,
  );
  const change = (at: number, part: Partial<Segment>) =>
    setSegments(segments.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <>
      {save.error && (
        <Alert type="error" showIcon className="page-note" title={words(save.error)} />
      )}
      {theirs && dirty && (
        <Alert
          type="warning"
          showIcon
          className="page-note"
          title={t('salesPlan.theirs')}
          action={
            <Button size="small" onClick={() => take(plan)}>
              {t('salesPlan.takeTheirs')}
            </Button>
          }
        />
      )}
      <Section
        title={t('salesPlan.strategy')}
        extra={
          plan.can.update && (
            <Button
              size="small"
              disabled={!dirty || !named}
              loading={save.isPending}
              onClick={store}
            >
              {t('common.save')}
            </Button>
          )
        }
      >
        {plan.can.update ? (
          <GrowingText
            aria-label={t('salesPlan.strategy')}
            value={strategy}
            onChange={(event) => setStrategy(event.target.value)}
            maxLength={10_000}
            minRows={5}
            maxRows={24}
          />
        ) : (
          <p className="plan-text">{plan.strategy || t('salesPlan.noStrategy')}</p>
        )}
      </Section>
      <Section
        title={t('salesPlan.segments')}
        extra={
          plan.can.update && (
            <Button
              size="small"
              onClick={() =>
                setSegments([...segments, { name: '', industries: [], regions: [], grades: [] }])
              }
            >
              {t('salesPlan.addSegment')}
            </Button>
          )
        }
      >
        {segments.length === 0 && <p className="soft">{t('salesPlan.noSegments')}</p>}
        {segments.map((segment, at) => (
          <SegmentLine
            key={at}
            segment={segment}
            deptId={plan.dept.id}
            saved={plan.segments[at]}
            editable={plan.can.update}
            onChange={(part) => change(at, part)}
            onRemove={() => setSegments(segments.filter((_, index) => index !== at))}
          />
        ))}
      </Section>
    </>
  );
}

interface LineProps {
  segment: Segment;
  deptId: number;
  /** As it is saved, with its customers. */
  saved: SalesPlan['segments'][number] | undefined;
  editable: boolean;
  onChange: (part: Partial<Segment>) => void;
  onRemove: () => void;
}

function SegmentLine({ segment, deptId, saved, editable, onChange, onRemove }: LineProps) {
  const { t } = useText();
  const { word } = useReadyNames();
  const dicts = useEndpoint(api.settings.listDicts, {});
  const options = (kind: 'industry' | 'region') =>
    (dicts.data?.rows ?? [])
      .filter((row) => row.kind === kind && row.active)
      .map((row) => ({ value: row.label, label: word(kind, row.label) }));
  const same = saved !== undefined && JSON.stringify(bare(saved)) === JSON.stringify(segment);
  const count = same && saved.customers !== null && (
    <Link
      to="/customers"
      search={{
        view: 'all',
        deptId: [deptId],
        ...(segment.industries.length > 0 && { industry: segment.industries }),
        ...(segment.regions.length > 0 && { region: segment.regions }),
        ...(segment.grades.length > 0 && { chanceGrade: segment.grades }),
      }}
    >
      {t('salesPlan.customers', { n: saved.customers })}
    </Link>
  );
  if (!editable) {
    const any = (list: readonly string[]) => list.join('、') || t('salesPlan.any');
    return (
      <div className="line segment-line">
        <b>{segment.name}</b>
        <span className="soft">
          {t('salesPlan.aims', {
            industries: any(segment.industries),
            regions: any(segment.regions),
            grades: any(segment.grades),
          })}
        </span>
        {count}
      </div>
    );
  }
  const choice = (
    key: 'industries' | 'regions' | 'grades',
    list: readonly { value: string; label: string }[],
  ) => (
    <Select<string[]>
      mode="tags"
      aria-label={t(`salesPlan.${key}`)}
      placeholder={t(`salesPlan.${key}`)}
      style={{ minWidth: 160, flex: 1 }}
      value={[...segment[key]]}
      options={[...list]}
      onChange={(chosen) =>
        onChange({
          [key]: key === 'grades' ? chanceGrades.filter((grade) => chosen.includes(grade)) : chosen,
        })
      }
    />
  );
  return (
    <div className="line segment-line">
      <Input
        aria-label={t('salesPlan.segmentName')}
        placeholder={t('salesPlan.segmentName')}
        maxLength={60}
        style={{ width: 180 }}
        status={segment.name.trim() === '' ? 'warning' : ''}
        value={segment.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      {choice('industries', options('industry'))}
      {choice('regions', options('region'))}
      {choice(
        'grades',
        chanceGrades.map((grade) => ({ value: grade, label: grade })),
      )}
      <span className="segment-count">{count}</span>
      <Button
        type="text"
        aria-label={t('salesPlan.remove', { name: segment.name })}
        onClick={onRemove}
      >
        ×
      </Button>
    </div>
  );
}
