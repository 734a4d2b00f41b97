import { api } from '@xinhang/shared/contract/api.ts';
import type { MilestoneRow } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import type { MilestoneSearch } from './contract-search.ts';
import { MilestoneState } from './contract-state.tsx';
import { MarkDialog, type Marking } from './mark-dialog.tsx';
import { Trigger } from './pay-plan.tsx';

const PAGE_SIZE = 100;

/** Milestones of contracts that are not paid, the one due first at the top. */
export function MilestoneList({ search }: { search: MilestoneSearch }) {
  const { t } = useText();
  const { user } = useMe();
  const { today } = useDates();
  const navigate = useNavigate();
  const [marking, setMarking] = useState<Marking | null>(null);
  const columns = useColumns(setMarking);
  const { customerName, mine, ...asked } = search;
  const query = { ...asked, ...(mine && { ownerId: user.id }), count: true, limit: PAGE_SIZE };
  const show = (next: MilestoneSearch) =>
    void navigate({ to: '/contract-milestones', search: tidy(next) });
  const change = (part: Partial<MilestoneSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const customer =
    search.customerId === undefined
      ? null
      : { id: search.customerId, name: customerName ?? String(search.customerId) };
  return (
    <>
      <ListPage<MilestoneRow>
        label={t('milestone.title')}
        page="contractMilestones"
        queryKey={keyOf(api.contracts.milestones, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.contracts.milestones, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({ to: '/contracts/$id', params: { id: String(row.contract.id) } })
        }
        bar={
          <>
            <span style={{ width: 164 }}>
              <CustomerRefPicker
                label={t('order.customer')}
                placeholder={t('order.customer')}
                value={customer}
                onChange={(chosen) =>
                  change({ customerId: chosen?.id, customerName: chosen?.name })
                }
              />
            </span>
            <DateField
              label={t('milestone.dueTo')}
              today={today}
              style={{ width: 128 }}
              value={search.dueTo ?? null}
              onChange={(dueTo) => change({ dueTo: dueTo ?? undefined })}
            />
            <Checkbox
              checked={search.overdue === true}
              onChange={({ target }) => change({ overdue: target.checked || undefined })}
            >
              {t('milestone.overdueOnly')}
            </Checkbox>
            <Checkbox
              checked={mine === true}
              onChange={({ target }) => change({ mine: target.checked || undefined })}
            >
              {t('milestone.mine')}
            </Checkbox>
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
          </>
        }
        empty={t('milestone.empty')}
      />
      <MarkDialog marking={marking} onClose={() => setMarking(null)} />
    </>
  );
}

function useColumns(onMark: (marking: Marking) => void): Column<MilestoneRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'dueOn',
        title: t('milestone.dueOn'),
        width: 130,
        text: (row) => row.dueOn ?? '',
        render: (row) => (
          <span className={row.state === 'overdue' ? 'danger' : ''} title={row.dueOn ?? ''}>
            {day(row.dueOn)}{' '}
            {row.dueOn !== null && row.trigger !== 'date' && row.reachedOn === null && (
              <span className="soft">{t('milestone.expected')}</span>
            )}
          </span>
        ),
      },
      {
        key: 'state',
        title: t('milestone.state'),
        width: 80,
        text: (row) => t(`milestone.state.${row.state}`),
        render: (row) => <MilestoneState state={row.state} />,
      },
      {
        key: 'customer',
        title: t('order.customer'),
        width: 170,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'contract',
        title: t('milestone.contract'),
        width: 210,
        grows: true,
        text: ({ contract }) => [contract.no, contract.title].filter(Boolean).join(' '),
      },
      { key: 'name', title: t('milestone.name'), width: 100, text: (row) => row.name },
      {
        key: 'amount',
        title: t('milestone.amount'),
        width: 124,
        align: 'end',
        text: (row) => formatFen(fen(row.amountFen)),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'trigger',
        title: t('milestone.trigger'),
        width: 130,
        text: (row) => t(`milestone.trigger.${row.trigger}`),
        render: (row) => <Trigger one={row} />,
      },
      { key: 'owner', title: t('contract.ownerId'), width: 90, text: (row) => row.owner.name },
      {
        key: 'mark',
        title: '',
        width: 120,
        text: () => '',
        render: (row) =>
          row.mayMark && (
            <>
              {row.trigger !== 'date' && row.reachedOn === null && (
                <Button
                  size="small"
                  type="link"
                  aria-label={`${t('milestone.reach')} ${row.name}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    onMark({ one: row, what: 'reachedOn' });
                  }}
                >
                  {t('milestone.reach')}
                </Button>
              )}
              <Button
                size="small"
                type="link"
                aria-label={`${t('milestone.pay')} ${row.name}`}
                onClick={(event) => {
                  event.stopPropagation();
                  onMark({ one: row, what: 'paidOn' });
                }}
              >
                {t('milestone.pay')}
              </Button>
            </>
          ),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
