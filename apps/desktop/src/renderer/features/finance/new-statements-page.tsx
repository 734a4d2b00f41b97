import { api } from '@xinhang/shared/contract/api.ts';
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

const ROW_HEIGHT = 40;
const HEIGHT = 520;

/** A batch of statements: a time, whom it is for, and a look at the sums before they are made. */
export function NewStatementsPage() {
  const { t } = useText();
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
    api.statements.proposal,
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
  const chosen = rows.filter((row) => row.already === null && !left.has(row.customer.id));
  const make = useCommand(api.statements.make, {
    onDone: ({ made, leftOut }) => {
      void message.success(t('statement.madeDone', { n: made.length, left: leftOut }));
      void navigate({ to: '/statements', search: { month: span.to.slice(0, 7) } });
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
              { body: { ...span, customerIds: chosen.map((row) => row.customer.id) } },
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
          aria-label={t('statement.choice')}
          style={{ width: 170 }}
          value={choice}
          options={statementChoices.map((value) => ({
            value,
            label: t(`statement.choice.${value}`),
          }))}
          onChange={setChoice}
        />
        <span style={{ width: 180 }}>
          <UserPicker label={t('finance.owner')} single value={owner} onChange={setOwner} />
        </span>
        <FindBox q={q} placeholder={t('finance.findCustomer')} width={180} onFind={setQ} />
        <span className="spring" />
        <span>
          <span className="soft">{t('statement.closing')}</span>{' '}
          <strong>{money(chosen.reduce((sum, row) => sum + row.closingFen, 0))}</strong>
        </span>
      </div>
      {!whole && <Alert type="warning" showIcon title={t('statement.spanWrong')} />}
      {found.data?.more && <Alert type="info" showIcon title={t('statement.more')} />}
      <Proposals rows={rows} loading={found.isFetching} left={left} onLeave={setLeft} />
    </div>
  );
}

interface ProposalsProps {
  rows: readonly StatementProposal[];
  loading: boolean;
  /** Who gets none. */
  left: ReadonlySet<number>;
  onLeave: (left: ReadonlySet<number>) => void;
}

function Proposals({ rows, loading, left, onLeave }: ProposalsProps) {
  const { t } = useText();
  const amount = (
    key: 'opening' | 'owed' | 'paid' | 'closing',
    of: (row: StatementProposal) => number,
  ) => ({
    title: t(`statement.${key}`),
    width: 130,
    align: 'right' as const,
    render: (_v: unknown, row: StatementProposal) => money(of(row)),
  });
  const taken = (row: StatementProposal) => row.already !== null;
  return (
    <Table<StatementProposal>
      size="small"
      rowKey={(row) => row.customer.id}
      loading={loading}
      pagination={false}
      virtual={rows.length * ROW_HEIGHT > HEIGHT}
      scroll={{ x: 900, ...(rows.length * ROW_HEIGHT > HEIGHT && { y: HEIGHT }) }}
      dataSource={[...rows]}
      locale={{ emptyText: t('statement.nobody') }}
      rowSelection={{
        columnWidth: 44,
        selectedRowKeys: rows
          .filter((row) => !taken(row) && !left.has(row.customer.id))
          .map((row) => row.customer.id),
        getCheckboxProps: (row) => ({ disabled: taken(row), 'aria-label': row.customer.name }),
        onChange: (keys) => {
          const kept = new Set(keys.map(Number));
          onLeave(
            new Set(rows.map((row) => row.customer.id).filter((customer) => !kept.has(customer))),
          );
        },
      }}
      columns={[
        { title: t('finance.customer'), render: (_v, row) => row.customer.name },
        { title: t('finance.owner'), width: 100, render: (_v, row) => row.owner?.name ?? '' },
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
