import type { DealRow } from '@xinhang/shared/deals.ts';
import { useMemo } from 'react';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { plainMoney, useDealWords } from './deal-words.ts';
import { usePipelines } from './use-pipelines.ts';

/** Columns of the list of deals, in the order of a first visit. */
export function useDealColumns(): Column<DealRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  const words = useDealWords();
  const { byId, all } = usePipelines();
  const { company } = useMe();
  const late = (row: DealRow) => row.state === 'open' && dates.overdue(row.expectedOn);
  const days = (row: DealRow) => daysInStage(row.stageSince, company);
  return useMemo(
    () => [
      {
        key: 'name',
        grows: true,
        title: t('deal.name'),
        width: 220,
        sort: 'name',
        text: (row) => row.name,
      },
      {
        key: 'customer',
        grows: true,
        title: t('deal.customer'),
        width: 180,
        text: (row) => row.customer?.name ?? '',
        render: (row) => row.customer?.name ?? <span className="soft">{t('deal.noCustomer')}</span>,
      },
      { key: 'owner', title: t('deal.owner'), width: 88, text: (row) => row.owner.name },
      {
        key: 'stage',
        title: t('deal.stage'),
        width: 130,
        words: all.flatMap((one) => one.stages.map((stage) => stage.name)),
        text: (row) =>
          [words.stage(row.stage.name), row.waiting && t('deal.waiting')].filter(Boolean).join(' '),
        render: (row) => (
          <>
            {words.stage(row.stage.name)}
            {row.waiting && (
              <span
                className="deal-waits"
                title={t('deal.waitingFor', { stage: words.stage(row.waiting.stage.name) })}
              >
                {t('deal.waiting')}
              </span>
            )}
          </>
        ),
      },
      {
        key: 'state',
        title: t('deal.state'),
        width: 72,
        text: (row) => words.stateName(row.state),
        render: (row) => <span className={`deal-${row.state}`}>{words.stateName(row.state)}</span>,
      },
      {
        key: 'amount',
        title: t('deal.amount'),
        width: 120,
        align: 'end',
        sort: 'amount',
        value: (row) => (row.amountFen === null ? null : row.amountFen / 100),
        text: (row) => plainMoney(row.amountFen),
      },
      {
        key: 'chance',
        title: t('deal.chance'),
        width: 60,
        align: 'end',
        text: (row) => `${row.chance}%`,
      },
      {
        key: 'expectedOn',
        title: t('deal.expectedOn'),
        width: 104,
        sort: 'expectedOn',
        text: (row) => dates.day(row.expectedOn),
        render: (row) => (
          <span className={late(row) ? 'danger' : ''}>{dates.day(row.expectedOn)}</span>
        ),
      },
      {
        key: 'stageSince',
        title: t('deal.inStage'),
        width: 112,
        align: 'end',
        sort: 'stageSince',
        value: (row) => days(row),
        text: (row) =>
          row.stuck ? t('deal.stuckDays', { n: days(row) }) : t('deal.days', { n: days(row) }),
        render: (row) =>
          row.stuck ? (
            <span className="danger">{t('deal.stuckDays', { n: days(row) })}</span>
          ) : (
            t('deal.days', { n: days(row) })
          ),
      },
      {
        key: 'source',
        title: t('deal.source'),
        width: 110,
        text: (row) => words.source(row.source),
      },
      {
        key: 'closedOn',
        title: t('deal.closedOn'),
        width: 110,
        sort: 'closedOn',
        text: (row) => row.closedOn ?? '',
      },
      { key: 'lostReason', title: t('deal.lostReason'), width: 140, text: (row) => row.lostReason },
      {
        key: 'pipeline',
        title: t('deal.pipeline'),
        width: 120,
        extra: true,
        text: (row) => byId(row.pipelineId)?.name ?? '',
      },
      {
        key: 'createdAt',
        title: t('deal.createdAt'),
        width: 120,
        sort: 'createdAt',
        extra: true,
        text: (row) => dates.dayOf(row.createdAt),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, dates.today, all.length],
  );
}
