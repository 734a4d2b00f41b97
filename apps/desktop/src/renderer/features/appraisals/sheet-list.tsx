import type { SheetRow } from '@xinhang/shared/appraisals.ts';
import { sheetStates } from '@xinhang/shared/appraisals.ts';
import { stateWords } from '@xinhang/shared/appraisal-words.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import type { AppraisalSearch } from './appraisal-search.ts';
import { points } from './figure-words.ts';
import { PeriodField } from './period-field.tsx';

const PAGE_SIZE = 100;
type Box = 'own' | 'todo' | 'team';

interface Props {
  box: Box;
  search: AppraisalSearch;
  bar: ReactNode;
  onChange: (part: Partial<AppraisalSearch>) => void;
}

/** Sheets of one box; of the team narrowed by period, state and lateness. */
export function SheetList({ box, search, bar, onChange }: Props) {
  const { t, language } = useText();
  const navigate = useNavigate();
  const columns = useSheetColumns(box);
  const { period, state, late, personId } = search;
  const narrowed = period ?? state ?? late ?? personId;
  const query = {
    box,
    limit: PAGE_SIZE,
    ...(box === 'team' && {
      ...(period && { period }),
      ...(state && { state }),
      ...(late && { late }),
      ...(personId && { personId }),
    }),
  };
  const filters = box === 'team' && (
    <>
      <PeriodField value={period} onChange={(value) => onChange({ period: value })} />
      <Select
        allowClear
        aria-label={t('appraisal.state')}
        placeholder={t('appraisal.state')}
        style={{ width: 130 }}
        value={state}
        options={sheetStates.map((value) => ({ value, label: stateWords[value][language] }))}
        onChange={(value?: SheetRow['state']) => onChange({ state: value })}
      />
      <Checkbox
        checked={late === true}
        onChange={(event) => onChange({ late: event.target.checked || undefined })}
      >
        {t('appraisal.lateOnly')}
      </Checkbox>
      {narrowed !== undefined && (
        <Button
          type="link"
          onClick={() =>
            onChange({ period: undefined, state: undefined, late: undefined, personId: undefined })
          }
        >
          {t('common.clear')}
        </Button>
      )}
    </>
  );
  return (
    <ListPage<SheetRow>
      key={box}
      label={t('menu.appraisals')}
      page={`appraisals-${box}`}
      queryKey={keyOf(api.appraisals.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.appraisals.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={(row) => void navigate({ to: '/appraisals/$id', params: { id: String(row.id) } })}
      bar={
        <>
          {bar}
          {filters}
        </>
      }
      empty={t(narrowed && box === 'team' ? 'appraisal.none' : `appraisal.none.${box}`)}
    />
  );
}

function useSheetColumns(box: Box): Column<SheetRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  return [
    { key: 'period', title: t('appraisal.period'), width: 110, text: (row) => row.period },
    ...(box === 'own'
      ? []
      : [
          {
            key: 'person',
            title: t('appraisal.person'),
            width: 110,
            text: (row: SheetRow) => row.person.name,
          },
          {
            key: 'dept',
            title: t('appraisal.dept'),
            width: 140,
            text: (row: SheetRow) => row.dept.name,
          },
        ]),
    {
      key: 'scheme',
      grows: true,
      title: t('appraisal.scheme'),
      width: 180,
      text: (row) => row.scheme,
    },
    {
      key: 'state',
      title: t('appraisal.state'),
      width: 110,
      text: (row) => stateWords[row.state][language],
    },
    {
      key: 'dueOn',
      title: t('appraisal.dueOn'),
      width: 110,
      text: (row) => dates.day(row.dueOn),
      render: (row) => (
        <span className={dates.overdue(row.dueOn) ? 'danger' : ''}>{dates.day(row.dueOn)}</span>
      ),
    },
    {
      key: 'selfTotal',
      title: t('appraisal.selfTotal'),
      width: 90,
      align: 'end',
      text: (row) => points(row.selfTotal),
    },
    {
      key: 'total',
      title: t('appraisal.total'),
      width: 90,
      align: 'end',
      text: (row) => points(row.total),
    },
    { key: 'grade', title: t('appraisal.grade'), width: 70, text: (row) => row.grade ?? '' },
    {
      key: 'objected',
      title: t('appraisal.objection'),
      width: 80,
      text: (row) => (row.objected ? t('appraisal.objected') : ''),
    },
  ];
}
