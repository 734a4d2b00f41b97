import { FilterOutlined } from '@ant-design/icons';
import { dealStates } from '@xinhang/shared/deals.ts';
import { Badge, Button, Select } from 'antd';
import { comma, useText } from '../../i18n/i18n.ts';
import { PopPanel } from '../../ui/pop-panel.tsx';
import { FindBox } from '../../table/find-box.tsx';
import { useDealWords } from './deal-words.ts';
import { Between, DeptFilter, OwnerFilter } from './filter-parts.tsx';
import type { DealListSearch } from './list-search.ts';
import { usePipelines } from './use-pipelines.ts';

interface Props {
  search: DealListSearch;
  onChange: (part: Partial<DealListSearch>) => void;
}

const hiddenFilters = [
  'pipelineId',
  'ownerId',
  'deptId',
  'customerId',
  'source',
  'grade',
  'reason',
  'competitorId',
  'expectedFrom',
  'expectedTo',
  'closedFrom',
  'closedTo',
] as const;

/** So many pixels, and room for larger type. */
const wide = (pixels: number) => `calc(${pixels - 65}px + 5rem)`;

/** The filters used most, the others behind one button. */
export function ListFilters({ search, onChange }: Props) {
  const { t } = useText();
  const words = useDealWords();
  const hidden = hiddenFilters.filter((key) => search[key] !== undefined).length;
  const states = search.state ?? ['open'];
  return (
    <>
      <FindBox
        q={search.q}
        placeholder={t('deal.find')}
        width={'calc(248px - 6rem)'}
        onFind={(q) => onChange({ q })}
      />
      <Select<(typeof dealStates)[number][]>
        mode="multiple"
        maxTagCount="responsive"
        allowClear
        style={{ width: wide(124) }}
        aria-label={t('deal.state')}
        placeholder={t('deal.state')}
        value={states}
        options={words.states}
        onChange={(chosen) => {
          // None chosen shows all of them; the open ones alone are what a list begins with.
          const next = chosen.length === 0 ? [...dealStates] : chosen;
          onChange({ state: next.length === 1 && next[0] === 'open' ? undefined : next });
        }}
      />
      <StageFilter search={search} onChange={onChange} />
      <OnlyFilter search={search} onChange={onChange} />
      <PopPanel
        placement="bottomLeft"
        title={t('list.moreFilters')}
        content={
          <div className="stack" style={{ width: wide(300) }}>
            <OwnerFilter value={search.ownerId} onChange={(ownerId) => onChange({ ownerId })} />
            <DeptFilter value={search.deptId} onChange={(deptId) => onChange({ deptId })} />
            <PipelineFilter search={search} onChange={onChange} />
            <Select<string[]>
              mode="multiple"
              allowClear
              aria-label={t('deal.source')}
              placeholder={t('deal.source')}
              value={search.source ?? []}
              options={words.sources}
              onChange={(source) => onChange({ source })}
            />
            <Between
              label={t('deal.expectedOn')}
              from={search.expectedFrom}
              to={search.expectedTo}
              onChange={(expectedFrom, expectedTo) => onChange({ expectedFrom, expectedTo })}
            />
            <Between
              label={t('deal.closedOn')}
              from={search.closedFrom}
              to={search.closedTo}
              onChange={(closedFrom, closedTo) => onChange({ closedFrom, closedTo })}
            />
            <OfOthers search={search} onChange={onChange} />
          </div>
        }
      >
        <Badge count={hidden} size="small">
          <Button icon={<FilterOutlined />}>{t('list.filters')}</Button>
        </Badge>
      </PopPanel>
    </>
  );
}

/** What only a link from elsewhere narrows the list to; each is taken away here. */
function OfOthers({ search, onChange }: Props) {
  const { t } = useText();
  const { customerId, competitorId, grade, reason } = search;
  const away = (label: string, part: Partial<DealListSearch>) => (
    <Button onClick={() => onChange(part)}>{label}</Button>
  );
  const named = (texts: readonly string[]) =>
    texts.map((one) => one || t('common.none')).join(comma());
  return (
    <>
      {customerId !== undefined && away(t('deal.everyCustomer'), { customerId: undefined })}
      {competitorId !== undefined && away(t('deal.everyCompetitor'), { competitorId: undefined })}
      {grade && away(t('deal.everyGrade', { grade: named(grade) }), { grade: undefined })}
      {reason && away(t('deal.everyReason', { reason: named(reason) }), { reason: undefined })}
    </>
  );
}

/** Stages of one pipeline, or of all of them under their names. */
function StageFilter({ search, onChange }: Props) {
  const { t } = useText();
  const { all, active } = usePipelines();
  const of = all.filter((one) => search.pipelineId === undefined || one.id === search.pipelineId);
  const shown = search.pipelineId === undefined && !search.stageId ? active : of;
  const stagesOf = ({ stages }: (typeof all)[number]) =>
    stages.map((stage) => ({ value: stage.id, label: stage.name }));
  return (
    <Select<number[]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: wide(112) }}
      aria-label={t('deal.stage')}
      placeholder={t('deal.stage')}
      value={search.stageId ?? []}
      options={
        shown.length === 1
          ? stagesOf(shown[0]!)
          : shown.map((one) => ({ label: one.name, title: one.name, options: stagesOf(one) }))
      }
      onChange={(stageId) => onChange({ stageId })}
    />
  );
}

function PipelineFilter({ search, onChange }: Props) {
  const { t } = useText();
  const { all } = usePipelines();
  if (all.length < 2 && search.pipelineId === undefined) return null;
  return (
    <Select<number>
      allowClear
      aria-label={t('deal.pipeline')}
      placeholder={t('deal.pipeline')}
      value={search.pipelineId as number}
      options={all.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(pipelineId: number | undefined) => onChange({ pipelineId, stageId: undefined })}
    />
  );
}

const flags = ['stuck', 'late', 'waiting'] as const;

/** What a deal must be besides; one field for all of them, so that the tools take one line. */
function OnlyFilter({ search, onChange }: Props) {
  const { t } = useText();
  const labels = { stuck: t('deal.stuck'), late: t('deal.late'), waiting: t('deal.waiting') };
  return (
    <Select<(typeof flags)[number][]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      style={{ width: wide(124) }}
      popupMatchSelectWidth={false}
      aria-label={t('deal.only')}
      placeholder={t('deal.only')}
      value={flags.filter((flag) => search[flag])}
      options={flags.map((flag) => ({ value: flag, label: labels[flag] }))}
      onChange={(chosen) => {
        const on = (flag: (typeof flags)[number]) => (chosen.includes(flag) ? true : undefined);
        onChange({ stuck: on('stuck'), late: on('late'), waiting: on('waiting') });
      }}
    />
  );
}
