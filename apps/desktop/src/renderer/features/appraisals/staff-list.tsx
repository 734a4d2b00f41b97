import { api } from '@xinhang/shared/contract/api.ts';
import type { ProbationRow } from '@xinhang/shared/probation.ts';
import type { WatchRow } from '@xinhang/shared/watch.ts';
import { useNavigate } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';

const PAGE_SIZE = 100;

interface Props {
  bar: ReactNode;
  closed: boolean;
  onClosed: (closed: boolean) => void;
}

function Bar({ bar, closed, onClosed }: Props) {
  const { t } = useText();
  return (
    <>
      {bar}
      <Checkbox checked={closed} onChange={(event) => onClosed(event.target.checked)}>
        {t('staff.closed')}
      </Checkbox>
    </>
  );
}

/** Probation that is to be decided, or was. */
export function ProbationList(props: Props) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const { closed } = props;
  const query = { limit: PAGE_SIZE, ...(closed && { closed }) };
  const columns: Column<ProbationRow>[] = [
    {
      key: 'person',
      title: t('appraisal.person'),
      width: 120,
      text: (row) => row.person.name,
    },
    { key: 'dept', title: t('appraisal.dept'), width: 140, text: (row) => row.dept },
    { key: 'post', title: t('appraisal.post'), width: 120, text: (row) => row.post },
    { key: 'hiredOn', title: t('probation.hiredOn'), width: 110, text: (row) => row.hiredOn ?? '' },
    {
      key: 'endsOn',
      title: t('probation.endsOn'),
      width: 110,
      text: (row) => row.endsOn,
      render: (row) => (
        <span className={!closed && dates.overdue(row.endsOn) ? 'danger' : ''}>
          {dates.day(row.endsOn)}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('probation.state'),
      width: 120,
      text: (row) => t(`probation.state.${row.state}`),
    },
    {
      key: 'note',
      grows: true,
      title: t('probation.note'),
      width: 240,
      text: (row) => [row.on, row.note].filter(Boolean).join(' · '),
    },
  ];
  return (
    <ListPage<ProbationRow>
      label={t('appraisal.tab.probation')}
      page="probation"
      queryKey={keyOf(api.probation.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.probation.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={(row) =>
        void navigate({ to: '/appraisals/probation/$id', params: { id: String(row.id) } })
      }
      bar={<Bar {...props} />}
      empty={t(closed ? 'staff.none.probationClosed' : 'staff.none.probation')}
    />
  );
}

/** People who are proposed or watched, or were. */
export function WatchList(props: Props) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const { closed } = props;
  const query = { limit: PAGE_SIZE, ...(closed && { closed }) };
  const columns: Column<WatchRow>[] = [
    { key: 'person', title: t('appraisal.person'), width: 120, text: (row) => row.person.name },
    { key: 'dept', title: t('appraisal.dept'), width: 140, text: (row) => row.dept },
    { key: 'post', title: t('appraisal.post'), width: 120, text: (row) => row.post },
    { key: 'rule', grows: true, title: t('watch.rule'), width: 200, text: (row) => row.rule },
    { key: 'period', title: t('watch.period'), width: 100, text: (row) => row.period },
    {
      key: 'state',
      title: t('watch.state'),
      width: 120,
      text: (row) => t(`watch.state.${row.state}`),
    },
    {
      key: 'untilOn',
      title: t('watch.untilOn'),
      width: 190,
      text: (row) => row.untilOn ?? '',
      render: (row) => (
        <span className={row.due && row.untilOn ? 'danger' : ''}>
          {dates.day(row.untilOn)}
          {row.due && row.untilOn && ` ${t('watch.due')}`}
        </span>
      ),
    },
    {
      key: 'madeAt',
      title: t('watch.state.proposed'),
      width: 110,
      text: (row) => dates.dayOf(row.madeAt),
    },
  ];
  return (
    <ListPage<WatchRow>
      label={t('appraisal.tab.watch')}
      page="watch"
      queryKey={keyOf(api.watch.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.watch.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={(row) =>
        void navigate({ to: '/appraisals/watch/$id', params: { id: String(row.id) } })
      }
      bar={<Bar {...props} />}
      empty={t(closed ? 'staff.none.watchClosed' : 'staff.none.watch')}
    />
  );
}
