import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  statementChoices,
  type StatementChoice,
  type StatementProposal,
} from '@xinhang/shared/statements.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Select, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useRefused } from '../../form/use-refused.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { RecordHead } from '../../ui/record-page.tsx';
import { money } from './money.ts';
import { monthBefore } from './statement-search.ts';
import { partyOf, useStatementSide, type StatementSide } from './statement-side.ts';

const ROW_HEIGHT = 40;
const HEIGHT = 520;

/** A batch of statements: a time, whom it is for, and a look at the sums before they are made. */
export function NewStatementsPage() {
  const { t } = useText();
  const { side, own, endpoints, paths } = useStatementSide();
  const { today } = useDates();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const refused = useRefused();
  const [span, setSpan] = useState(() => monthBefore(today));
  const [choice, setChoice] = useState<StatementChoice>('any');
  const [owner, setOwner] = useState<NameRef[]>([]);
  const [q, setQ] = useState<string>();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const whole = span.to >= span.from && span.to <= today;
  const found = useEndpoint(
    endpoints.proposal,
    {
      query: {
        ...span,
        choice,
        ...(owner[0] && { ownerId: owner[0].id }),
        ...(q !== undefined && { q }),
      },
    },
    { keep: true, enabled: whole },
  );
  const rows = found.data?.rows ?? [];
  const chosen = rows.filter((row) => row.already === null && !left.has(partyOf(row).id));
  const make = useCommand(endpoints.make, {
    onDone: ({ made, leftOut }) => {
      void message.success(t('statement.madeDone', { n: made.length, left: leftOut }));
      void navigate({ to: paths.list, search: { month: span.to.slice(0, 7) } });
    },
  });
  const day = (key: 'from' | 'to') => (
    <DateField
      style={{ width: 130 }}
      label={t(key === 'from' ? 'finance.fromDay' : 'finance.toDay')}
      today={today}
      value={span[key]}
      onChange={(date) => date !== null && setSpan({ ...span, [key]: date })}
    />
  );
  return (
    <div className="page page-scroll">
      <RecordHead title={t('statement.make')}>
        <Button
          type="primary"
          disabled={chosen.length === 0 || !whole}
          loading={make.isPending}
          onClick={() =>
            make.mutate(
              {
                body: bodyOf(
                  side,
                  span,
                  chosen.map((row) => partyOf(row).id),
                ),
              },
              refused,
            )
          }
        >
          {t('statement.makeN', { n: chosen.length })}
        </Button>
      </RecordHead>
      <div className="page-bar">
        {day('from')}
        {day('to')}
        <Select<StatementChoice>
          aria-label={own('choice')}
          style={{ width: 170 }}
          value={choice}
          options={statementChoices.map((value) => ({
            value,
            label: t(`statement.choice.${value}`),
          }))}
          onChange={setChoice}
        />
        {side === 'ar' && (
          <span style={{ width: 180 }}>
            <UserPicker label={t('finance.owner')} single value={owner} onChange={setOwner} />
          </span>
        )}
        <FindBox
          q={q}
          placeholder={t(side === 'ar' ? 'finance.findCustomer' : 'supplierStatement.findParty')}
          width={180}
          onFind={setQ}
        />
        <span className="spring" />
        <span>
          <span className="soft">{t('statement.closing')}</span>{' '}
          <strong>{money(chosen.reduce((sum, row) => sum + row.closingFen, 0))}</strong>
        </span>
      </div>
      {!whole && <Alert type="warning" showIcon title={t('statement.spanWrong')} />}
      {found.data?.more && <Alert type="info" showIcon title={own('more')} />}
      <Proposals rows={rows} loading={found.isFetching} left={left} onLeave={setLeft} />
    </div>
  );
}

/** Each side names those for whom statements are made in its own way. */
const bodyOf = (side: StatementSide, span: { from: string; to: string }, ids: number[]) =>
  (side === 'ar' ? { ...span, customerIds: ids } : { ...span, supplierIds: ids }) as EndpointInput<
    typeof api.statements.make
  >['body'];

interface ProposalsProps {
  rows: readonly StatementProposal[];
  loading: boolean;
  /** Who gets none. */
  left: ReadonlySet<number>;
  onLeave: (left: ReadonlySet<number>) => void;
}

function Proposals({ rows, loading, left, onLeave }: ProposalsProps) {
  const { t } = useText();
  const { side, own } = useStatementSide();
  const amount = (
    key: 'opening' | 'owed' | 'paid' | 'closing',
    of: (row: StatementProposal) => number,
  ) => ({
    title: key === 'owed' || key === 'paid' ? own(key) : t(`statement.${key}`),
    width: 130,
    align: 'right' as const,
    render: (_v: unknown, row: StatementProposal) => money(of(row)),
  });
  const taken = (row: StatementProposal) => row.already !== null;
  return (
    <Table<StatementProposal>
      size="small"
      rowKey={(row) => partyOf(row).id}
      loading={loading}
      pagination={false}
      virtual={rows.length * ROW_HEIGHT > HEIGHT}
      scroll={{ x: 900, ...(rows.length * ROW_HEIGHT > HEIGHT && { y: HEIGHT }) }}
      dataSource={[...rows]}
      locale={{ emptyText: loading ? ' ' : own('nobody') }}
      rowSelection={{
        columnWidth: 44,
        selectedRowKeys: rows
          .filter((row) => !taken(row) && !left.has(partyOf(row).id))
          .map((row) => partyOf(row).id),
        getCheckboxProps: (row) => ({ disabled: taken(row), 'aria-label': partyOf(row).name }),
        onChange: (keys) => {
          const kept = new Set(keys.map(Number));
          onLeave(
            new Set(rows.map((row) => partyOf(row).id).filter((customer) => !kept.has(customer))),
          );
        },
      }}
      columns={[
        {
          title: t(side === 'ar' ? 'finance.customer' : 'purchase.supplier'),
          render: (_v, row) => partyOf(row).name,
        },
        ...(side === 'ap'
          ? []
          : [
              {
                title: t('finance.owner'),
                width: 100,
                render: (_v: unknown, row: StatementProposal) => row.owner?.name ?? '',
              },
            ]),
        amount('opening', (row) => row.openingFen),
        amount('owed', (row) => row.owedFen),
        amount('paid', (row) => row.paidFen),
        amount('closing', (row) => row.closingFen),
        {
          title: t('statement.already'),
          width: 150,
          render: (_v, row) => <span className="soft">{row.already}</span>,
        },
      ]}
    />
  );
}
