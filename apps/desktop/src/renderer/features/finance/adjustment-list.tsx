import { api } from '@xinhang/shared/contract/api.ts';
import type { ArAdjustment } from '@xinhang/shared/receivables.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { AdjustmentDrawer } from './adjustment-drawer.tsx';
import { money } from './money.ts';
import { ReversalDialog } from './reversal-dialog.tsx';

const PAGE_SIZE = 100;

/** Old documents, rebates and debts that were written off, the newest first. */
export function AdjustmentList({ begin }: { begin: boolean }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('receivables.adjust');
  const [undoing, setUndoing] = useState<ArAdjustment | null>(null);
  const columns = useColumns(setUndoing);
  const show = (open: boolean) =>
    void navigate({ to: '/ar-adjustments', search: open ? { new: true } : {} });
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => show(true) : null);
  const query = { limit: PAGE_SIZE };
  const add = <NewButton may={mayWrite} label={t('finance.adjust')} onNew={() => show(true)} />;
  return (
    <>
      <ListPage<ArAdjustment>
        label={t('menu.arAdjustments')}
        page="ar-adjustments"
        queryKey={keyOf(api.receivables.adjustments, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.receivables.adjustments, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: '/receivables/$id',
            params: { id: String(row.customer.id) },
            search: {},
          })
        }
        bar={
          <>
            <span className="soft">{t('finance.adjustmentsWhy')}</span>
            <span className="spring" />
            {add}
          </>
        }
        empty={
          <div className="stack">
            <span>{t('finance.emptyAdjustments')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {add}
            </div>
          </div>
        }
      />
      <AdjustmentDrawer open={begin && mayWrite} onClose={() => show(false)} />
      <Undo row={undoing} onClose={() => setUndoing(null)} />
    </>
  );
}

function Undo({ row, onClose }: { row: ArAdjustment | null; onClose: () => void }) {
  const { t } = useText();
  const undo = useCommand(api.receivables.reverseAdjustment, { onDone: onClose });
  return (
    <ReversalDialog
      row={row}
      why={t('finance.reverseAdjustmentWhy')}
      command={undo}
      onClose={onClose}
    />
  );
}

function useColumns(undo: (row: ArAdjustment) => void): Column<ArAdjustment>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'no', title: t('finance.no'), width: 160, text: (row) => row.no },
      { key: 'date', title: t('finance.date'), width: 110, text: (row) => row.businessDate },
      {
        key: 'kind',
        title: t('finance.kind'),
        width: 100,
        text: (row) => t(`finance.adjustKind.${row.kind}`),
      },
      {
        key: 'customer',
        title: t('finance.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      { key: 'oldNo', title: t('finance.oldNo'), width: 140, text: (row) => row.oldNo },
      { key: 'due', title: t('finance.due'), width: 110, text: (row) => row.dueDate },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 130,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 90,
        text: (row) => t(`finance.state.${row.state}`),
        render: (row) => (
          <span className={row.state === 'reversed' ? 'danger' : ''} title={row.reversalReason}>
            {t(`finance.state.${row.state}`)}
          </span>
        ),
      },
      { key: 'note', title: t('finance.note'), width: 180, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 90, text: (row) => row.madeBy.name },
      {
        key: 'undo',
        title: '',
        width: 80,
        text: () => '',
        render: (row) =>
          row.mayReverse && (
            <Button
              size="small"
              onClick={(event) => {
                event.stopPropagation();
                undo(row);
              }}
            >
              {t('finance.reverse')}
            </Button>
          ),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
