import { Button, Input, Segmented, Select } from 'antd';
import { reachesOthers, useMe } from '../../app/session.ts';
import type { Side } from '../../app/sides.ts';
import { useText } from '../../i18n/i18n.ts';
import { DeptFilter, OwnerFilter } from './filter-parts.tsx';
import type { BoardSearch } from './list-search.ts';
import { NewButton } from './new-deal.tsx';
import { usePipelines } from './use-pipelines.ts';
import { Whose } from './whose.tsx';

interface Props {
  search: BoardSearch;
  view: Side;
  pipelineId: number | undefined;
  onChange: (part: Partial<BoardSearch>) => void;
  onClear: (() => void) | null;
  onNew: () => void;
}

/** Which pipeline, whose deals, and what is found among them. */
export function BoardBar({ search, view, pipelineId, onChange, onClear, onNew }: Props) {
  const { t } = useText();
  const leads = reachesOthers(useMe(), 'deals.read');
  return (
    <div className="page-bar">
      <PipelineChoice value={pipelineId} onChange={(chosen) => onChange({ pipelineId: chosen })} />
      {leads && <Whose view={view} onChange={(chosen) => onChange({ view: chosen })} />}
      <Input.Search
        allowClear
        key={search.q ?? ''}
        defaultValue={search.q ?? ''}
        style={{ width: 210 }}
        placeholder={t('deal.find')}
        aria-label={t('common.search')}
        onSearch={(text) => onChange({ q: text.trim() || undefined })}
      />
      {leads && (
        <>
          <div style={{ width: 170 }}>
            <OwnerFilter value={search.ownerId} onChange={(ownerId) => onChange({ ownerId })} />
          </div>
          <div style={{ width: 170 }}>
            <DeptFilter value={search.deptId} onChange={(deptId) => onChange({ deptId })} />
          </div>
        </>
      )}
      {onClear && (
        <Button type="link" onClick={onClear}>
          {t('common.clear')}
        </Button>
      )}
      <span className="spring" />
      <NewButton onClick={onNew} />
    </div>
  );
}

/** So many stand side by side; more are a list. */
const SIDE_BY_SIDE = 3;

/** Pipelines to choose from; of those switched off only the one that is asked for. */
export function PipelineChoice(props: {
  value: number | undefined;
  onChange: (id: number) => void;
}) {
  const { t } = useText();
  const { all } = usePipelines();
  const shown = all.filter((one) => one.active || one.id === props.value);
  const options = shown.map(({ id, name }) => ({ value: id, label: name }));
  if (props.value === undefined || shown.length < 2) return null;
  return shown.length <= SIDE_BY_SIDE ? (
    <Segmented<number>
      aria-label={t('deal.pipeline')}
      value={props.value}
      options={options}
      onChange={props.onChange}
    />
  ) : (
    <Select<number>
      aria-label={t('deal.pipeline')}
      style={{ width: 180 }}
      value={props.value}
      options={options}
      onChange={props.onChange}
    />
  );
}
