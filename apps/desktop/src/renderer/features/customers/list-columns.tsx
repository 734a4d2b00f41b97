import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { useMemo } from 'react';
import { useShape } from '../../app/home.ts';
import { useMe } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { useDates } from '../../ui/dates.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { useOverdue, useOverdueWords } from './use-overdue.ts';
import { useCustomerWords } from './words.ts';

const numberIn = (value: unknown) => (typeof value === 'number' ? value : null);

/** Beginning of the key of a column that shows an own field. */
export const OWN = 'custom:';

/** Columns of the customer list, in the order of a first visit. */
export function useCustomerColumns(): Column<CustomerRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  const { stageName, word, customFields, show } = useCustomerWords();
  const { today } = dates;
  const { company } = useMe();
  const { chanceGrade, valueGrade } = useShape();
  const ownFields = customFields.map(({ key, label, type }) => ({ key, label, type }));
  const ownText = JSON.stringify(ownFields);
  const overdue = useOverdue();
  const inWords = useOverdueWords();
  const lastFollow = (row: CustomerRow) => {
    return [
      row.lastFollowAt ? dates.dayOf(row.lastFollowAt) : t('date.never'),
      inWords(overdue(row)).words,
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return useMemo(
    () => [
      {
        key: 'name',
        grows: true,
        title: t('customer.name'),
        width: 240,
        sort: 'name',
        text: (row) => row.name,
      },
      { key: 'stage', title: t('customer.stage'), width: 92, text: (row) => stageName(row.stage) },
      {
        key: 'grade',
        title: t('customer.grade'),
        width: 80,
        sort: 'grade',
        extra: !chanceGrade,
        text: (row) => row.chanceGrade ?? '',
      },
      {
        key: 'valueGrade',
        title: t('customer.valueGrade'),
        width: 90,
        extra: !valueGrade,
        text: (row) => row.valueGrade ?? '',
      },
      {
        key: 'owner',
        title: t('customer.owner'),
        width: 130,
        text: (row) => row.owner?.name ?? (row.pooled ? t('customer.pool') : ''),
      },
      {
        key: 'mainContact',
        title: t('customer.mainContact'),
        width: 130,
        text: (row) => row.mainContact ?? '',
      },
      { key: 'phone', title: t('customer.phone'), width: 130, text: (row) => row.mainPhone ?? '' },
      {
        key: 'lastFollow',
        title: t('customer.lastFollow'),
        width: 180,
        sort: 'lastFollowAt',
        text: lastFollow,
        render: (row) => (
          <span className={inWords(overdue(row)).danger ? 'danger' : ''}>{lastFollow(row)}</span>
        ),
      },
      {
        key: 'nextFollow',
        title: t('customer.nextFollow'),
        width: 120,
        sort: 'nextFollowOn',
        text: (row) => dates.day(row.nextFollowOn),
        render: (row) => (
          <span className={dates.overdue(row.nextFollowOn) ? 'danger' : ''}>
            {dates.day(row.nextFollowOn)}
          </span>
        ),
      },
      {
        key: 'industry',
        title: t('customer.industry'),
        width: 130,
        text: (row) => word('industry', row.industry),
      },
      {
        key: 'region',
        title: t('customer.region'),
        width: 100,
        text: (row) => word('region', row.region),
      },
      {
        key: 'tags',
        grows: true,
        title: t('customer.tags'),
        width: 140,
        text: (row) => row.tags.map((tag) => tag.name).join(comma()),
      },
      {
        key: 'completeness',
        title: t('customer.completeness'),
        width: 110,
        align: 'end',
        sort: 'completeness',
        value: (row) => row.completeness,
        text: (row) => `${row.completeness}%`,
      },
      {
        key: 'source',
        title: t('customer.source'),
        width: 110,
        extra: true,
        text: (row) => word('source', row.source),
      },
      {
        key: 'createdAt',
        title: t('customer.createdAt'),
        width: 120,
        sort: 'createdAt',
        extra: true,
        text: (row) => dates.dayOf(row.createdAt),
      },
      {
        key: 'stageSince',
        title: t('customer.inStage'),
        width: 120,
        align: 'end',
        sort: 'stageSince',
        extra: true,
        value: (row) => daysInStage(row.stageSince, company),
        text: (row) => t('customer.stageDays', { n: daysInStage(row.stageSince, company) }),
      },
      ...ownFields.map(({ key, label, type }): Column<CustomerRow> => ({
        key: `${OWN}${key}`,
        title: label,
        width: 120,
        extra: true,
        ...(type === 'number' && {
          align: 'end' as const,
          value: (row: CustomerRow) => numberIn(row.custom[key]),
        }),
        text: (row) => show(key, row.custom[key]),
      })),
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, today, overdue, chanceGrade, valueGrade, ownText],
  );
}
