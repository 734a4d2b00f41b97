import { api } from '@xinhang/shared/contract/api.ts';
import type { Netting } from '@xinhang/shared/nettings.ts';
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
import { money } from './money.ts';
import { ReversalDialog } from './reversal-dialog.tsx';
import { NettingDrawer } from './netting-drawer.tsx';

const PAGE_SIZE = 100;

/** What parties owed and was set against what they were owed, the newest first. */
export function NettingList({ begin }: { begin: boolean }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [adjustsAr, adjustsAp] = [useMay('receivables.adjust'), useMay('payables.adjust')];
  const mayWrite = adjustsAr && adjustsAp;
  const [undoing, setUndoing] = useState<Netting | null>(null);
  const columns = useColumns(setUndoing);
  const show = (open: boolean) =>
    void navigate({ to: '/nettings', search: open ? { new: true } : {} });
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => show(true) : null);
  const query = { limit: PAGE_SIZE };
  const add = <NewButton may={mayWrite} label={t('netting.make')} onNew={() => show(true)} />;
  return (
    <>
      <ListPage<Netting>
        label={t('menu.nettings')}
        page="nettings"
        queryKey={keyOf(api.nettings.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.nettings.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: '/nettings/$id',
            params: { id: String(row.id) },
          })
        }
        bar={
          <>
            <span className="soft">{t('netting.why')}</span>
            <span className="spring" />
            {add}
          </>
        }
        empty={
          <div className="stack">
            <span>{t('netting.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {add}
            </div>
          </div>
        }
      />
      <NettingDrawer open={begin && mayWrite} onClose={() => show(false)} />
      <Undo row={undoing} onClose={() => setUndoing(null)} />
    </>
  );
}

function Undo({ row, onClose }: { row: Netting | null; onClose: () => void }) {
  const { t } = useText();
  const undo = useCommand(api.nettings.reverse, { onDone: onClose });
  return (
    <ReversalDialog row={row} why={t('netting.reverseWhy')} command={undo} onClose={onClose} />
  );
}

function useColumns(undo: (row: Netting) => void): Column<Netting>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'no', title: t('finance.no'), width: 150, text: (row) => row.no },
      { key: 'date', title: t('finance.date'), width: 104, text: (row) => row.businessDate },
      {
        key: 'customer',
        title: t('finance.customer'),
        width: 180,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'supplier',
        title: t('payable.supplier'),
        width: 180,
        grows: true,
        text: (row) => row.supplier.name,
      },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 120,
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
      { key: 'note', title: t('finance.note'), width: 160, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 80, text: (row) => row.madeBy.name },
      {
        key: 'undo',
        title: '',
        width: 76,
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
