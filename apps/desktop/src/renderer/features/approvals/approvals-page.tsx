import { approvalBoxes, type ApprovalBox, type ApprovalRow } from '@xinhang/shared/approvals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useWide } from '../../ui/use-wide.ts';
import { ApprovalCards } from './approval-cards.tsx';
import type { ApprovalSearch } from './approval-search.ts';
import { RequestDrawer } from './request-drawer.tsx';
import { useApprovalTrail } from './trail.ts';

const PAGE_SIZE = 100;

/** What waits for me, what I applied for, what I decided, and what I was told of. */
export function ApprovalsPage({ search }: { search: ApprovalSearch }) {
  const { t } = useText();
  const wide = useWide();
  const navigate = useNavigate();
  const owner = useMay('system.owner');
  const box = search.box ?? 'todo';
  const show = (next: ApprovalSearch) =>
    void navigate({
      to: '/approvals',
      search: {
        ...(next.box && next.box !== 'todo' && { box: next.box }),
        ...(next.new && { new: true }),
      },
    });
  const follow = useApprovalTrail((trail) => trail.follow);
  const create = () => show({ box, new: true });
  useShortcut({ key: 'n', alt: true }, create);
  const open = (row: ApprovalRow, rows: readonly ApprovalRow[]) => {
    follow(rows.map(({ id }) => id));
    void navigate({ to: '/approvals/$id', params: { id: String(row.id) } });
  };
  const bar = (
    <>
      <Segmented<ApprovalBox>
        aria-label={t('approvals.box')}
        value={box}
        options={approvalBoxes
          .filter((one) => one !== 'all' || owner)
          .map((value) => ({ value, label: t(`approvals.box.${value}`) }))}
        onChange={(value) => show({ box: value })}
      />
      <span className="spring" />
      <Button type="primary" aria-keyshortcuts="Alt+N" onClick={create}>
        {t('approvals.new')}
      </Button>
    </>
  );
  return (
    <>
      {wide ? (
        <ApprovalTable box={box} bar={bar} onOpen={open} />
      ) : (
        <ApprovalCards box={box} bar={bar} onOpen={open} />
      )}
      <RequestDrawer open={search.new === true} onClose={() => show({ box })} />
    </>
  );
}

interface TableProps {
  box: ApprovalBox;
  bar: React.ReactNode;
  onOpen: (row: ApprovalRow, rows: readonly ApprovalRow[]) => void;
}

function ApprovalTable({ box, bar, onOpen }: TableProps) {
  const { t } = useText();
  const columns = useApprovalColumns();
  const query = { box, limit: PAGE_SIZE };
  return (
    <ListPage<ApprovalRow>
      label={t('menu.approvals')}
      page="approvals"
      queryKey={keyOf(api.approvals.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.approvals.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={onOpen}
      bar={bar}
      empty={t(`approvals.empty.${box}`)}
    />
  );
}

function useApprovalColumns(): Column<ApprovalRow>[] {
  const { t } = useText();
  const dates = useDates();
  return [
    {
      key: 'title',
      grows: true,
      title: t('approvals.title'),
      width: 260,
      text: (row) =>
        [
          row.title ?? t('approvals.hidden'),
          row.onBehalfOf && t('approvals.behalf', { name: row.onBehalfOf.name }),
        ]
          .filter(Boolean)
          .join(' · '),
    },
    { key: 'flow', title: t('approvals.flow'), width: 140, text: (row) => row.flow },
    {
      key: 'amount',
      title: t('approvals.amount'),
      width: 120,
      align: 'end',
      text: (row) => (row.amountFen === null ? '' : formatFen(fen(row.amountFen))),
    },
    {
      key: 'applicant',
      title: t('approvals.applicant'),
      width: 110,
      text: (row) => row.applicant.name,
    },
    {
      key: 'state',
      title: t('approvals.stateTitle'),
      width: 90,
      text: (row) => t(`approvals.state.${row.state}`),
    },
    {
      key: 'waitsFor',
      title: t('approvals.waitsFor'),
      width: 160,
      text: (row) => row.waitsFor.map(({ name }) => name).join(comma()),
    },
    {
      key: 'at',
      title: t('approvals.startedAt'),
      width: 150,
      text: (row) => dates.time(row.startedAt),
    },
  ];
}
