import { api } from '@xinhang/shared/contract/api.ts';
import type { ApAdjustment } from '@xinhang/shared/payables.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ApAdjustmentDrawer, type Begun } from './ap-adjustment-drawer.tsx';
import type { ApAdjustmentSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';
import { ReversalDialog } from './reversal-dialog.tsx';

const PAGE_SIZE = 100;

/** Old documents, price differences and other corrections of payables, the newest first. */
export function ApAdjustmentList({ search }: { search: ApAdjustmentSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('payables.adjust');
  const [undoing, setUndoing] = useState<ApAdjustment | null>(null);
  const [dropping, setDropping] = useState<ApAdjustment | null>(null);
  const columns = useColumns(setUndoing, setDropping);
  const claims = search.claims === true;
  const show = (open: boolean) =>
    void navigate({
      to: '/ap-adjustments',
      search: { ...(claims && { claims }), ...(open && { new: true }) },
    });
  const begun: Begun | undefined =
    search.claim === undefined
      ? undefined
      : {
          kind: 'claim',
          oldNo: search.claim,
          amountFen: search.amountFen ?? null,
          note: search.note ?? '',
        };
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => show(true) : null);
  const query = { limit: PAGE_SIZE, ...(claims && { claims }) };
  const add = <NewButton may={mayWrite} label={t('payable.adjust')} onNew={() => show(true)} />;
  return (
    <>
      <ListPage<ApAdjustment>
        label={t('menu.apAdjustments')}
        page="ap-adjustments"
        queryKey={keyOf(api.payables.adjustments, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.payables.adjustments, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: '/payables/$id',
            params: { id: String(row.supplier.id) },
            search: {},
          })
        }
        bar={
          <>
            <Checkbox
              checked={claims}
              onChange={(event) =>
                void navigate({
                  to: '/ap-adjustments',
                  search: event.target.checked ? { claims: true } : {},
                })
              }
            >
              {t('payable.openClaims')}
            </Checkbox>
            <span className="soft">{t('payable.adjustmentsWhy')}</span>
            <span className="spring" />
            {add}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(claims ? 'payable.emptyClaims' : 'payable.emptyAdjustments')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {add}
            </div>
          </div>
        }
      />
      <ApAdjustmentDrawer
        open={search.new === true && mayWrite}
        {...(begun && { begun })}
        onClose={() => show(false)}
      />
      <ApAdjustmentDrawer
        open={dropping !== null && mayWrite}
        {...(dropping && {
          supplier: dropping.supplier,
          begun: {
            kind: 'claimDropped',
            oldNo: dropping.oldNo,
            amountFen: -(dropping.openFen ?? 0),
            note: '',
          },
        })}
        onClose={() => setDropping(null)}
      />
      <Undo row={undoing} onClose={() => setUndoing(null)} />
    </>
  );
}

/** An action on a row, which does not open it. */
function Small({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button
      size="small"
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      {label}
    </Button>
  );
}

function Undo({ row, onClose }: { row: ApAdjustment | null; onClose: () => void }) {
  const { t } = useText();
  const undo = useCommand(api.payables.reverseAdjustment, { onDone: onClose });
  return (
    <ReversalDialog row={row} why={t('payable.reverseWhy')} command={undo} onClose={onClose} />
  );
}

function useColumns(
  undo: (row: ApAdjustment) => void,
  drop: (row: ApAdjustment) => void,
): Column<ApAdjustment>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'no', title: t('finance.no'), width: 160, text: (row) => row.no },
      { key: 'date', title: t('finance.date'), width: 110, text: (row) => row.businessDate },
      {
        key: 'kind',
        title: t('finance.kind'),
        width: 100,
        text: (row) => t(`payable.kind.${row.kind}`),
      },
      {
        key: 'supplier',
        title: t('payable.supplier'),
        width: 220,
        grows: true,
        text: (row) => row.supplier.name,
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
        key: 'open',
        title: t('payable.claimOpen'),
        width: 110,
        align: 'end',
        text: (row) => moneyOrNone(-(row.openFen ?? 0)),
        value: (row) => -(row.openFen ?? 0) / 100,
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
        width: 170,
        text: () => '',
        render: (row) =>
          row.mayReverse && (
            <span className="line">
              <Small label={t('finance.reverse')} onClick={() => undo(row)} />
              {row.openFen !== null && row.openFen < 0 && (
                <Small label={t('payable.dropClaim')} onClick={() => drop(row)} />
              )}
            </span>
          ),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
