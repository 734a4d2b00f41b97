import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerRefund, SupplierRefund } from '@xinhang/shared/refunds.ts';
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
import { RefundPrint } from './refund-print.tsx';
import { RefundDrawer } from './refund-drawer.tsx';

const PAGE_SIZE = 100;

type Row = CustomerRefund | SupplierRefund;
const partyOf = (row: Row) => ('customer' in row ? row.customer : row.supplier);

interface Props {
  side: 'ar' | 'ap';
  begin: boolean;
}

/** Money that went back to customers, or came back from suppliers, the newest first. */
export function RefundList({ side, begin }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const ar = side === 'ar';
  const mayWrite = useMay(ar ? 'receipts.manage' : 'payments.manage');
  const [undoing, setUndoing] = useState<Row | null>(null);
  const [printing, setPrinting] = useState<Row | null>(null);
  const columns = useColumns(ar, setUndoing, setPrinting);
  const show = (open: boolean) =>
    void navigate({
      to: ar ? '/customer-refunds' : '/supplier-refunds',
      search: open ? { new: true } : {},
    });
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => show(true) : null);
  const query = { limit: PAGE_SIZE };
  const label = t(ar ? 'refund.toCustomer' : 'refund.ofSupplier');
  const add = <NewButton may={mayWrite} label={label} onNew={() => show(true)} />;
  return (
    <>
      <ListPage<Row>
        label={t(ar ? 'menu.customerRefunds' : 'menu.supplierRefunds')}
        page={ar ? 'customer-refunds' : 'supplier-refunds'}
        queryKey={keyOf(ar ? api.customerRefunds.list : api.supplierRefunds.list, { query })}
        fetchPage={(cursor, signal) => {
          const asked = { query: { ...query, ...(cursor && { cursor }) }, signal };
          return ar
            ? client.call(api.customerRefunds.list, asked)
            : client.call(api.supplierRefunds.list, asked);
        }}
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) =>
          void navigate({
            to: ar ? '/receivables/$id' : '/payables/$id',
            params: { id: String(partyOf(row).id) },
            search: {},
          })
        }
        bar={
          <>
            <span className="soft">{t(ar ? 'refund.toCustomerWhy' : 'refund.ofSupplierWhy')}</span>
            <span className="spring" />
            {add}
          </>
        }
        empty={
          <div className="stack">
            <span>{t('refund.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {add}
            </div>
          </div>
        }
      />
      <RefundDrawer side={side} open={begin && mayWrite} onClose={() => show(false)} />
      {printing && <RefundPrint row={printing} onClose={() => setPrinting(null)} />}
      <Undo ar={ar} row={undoing} onClose={() => setUndoing(null)} />
    </>
  );
}

function Undo({ ar, row, onClose }: { ar: boolean; row: Row | null; onClose: () => void }) {
  const { t } = useText();
  const toCustomer = useCommand(api.customerRefunds.reverse, { onDone: onClose });
  const ofSupplier = useCommand(api.supplierRefunds.reverse, { onDone: onClose });
  const undo = ar ? toCustomer : ofSupplier;
  return <ReversalDialog row={row} why={t('refund.reverseWhy')} command={undo} onClose={onClose} />;
}

function useColumns(
  ar: boolean,
  undo: (row: Row) => void,
  print: (row: Row) => void,
): Column<Row>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      { key: 'no', title: t('finance.no'), width: 142, text: (row) => row.no },
      { key: 'date', title: t('finance.date'), width: 100, text: (row) => row.businessDate },
      {
        key: 'party',
        title: t(ar ? 'finance.customer' : 'payable.supplier'),
        width: 170,
        grows: true,
        text: (row) => partyOf(row).name,
      },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 106,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'account',
        title: t('finance.cashAccount'),
        width: 104,
        text: (row) => row.account.name,
      },
      {
        key: 'method',
        title: t('refund.method'),
        width: 78,
        text: (row) => t(`finance.method.${row.method}`),
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 78,
        text: (row) => t(`finance.state.${row.state}`),
        render: (row) => (
          <span className={row.state === 'reversed' ? 'danger' : ''} title={row.reversalReason}>
            {t(`finance.state.${row.state}`)}
          </span>
        ),
      },
      { key: 'note', title: t('finance.note'), width: 130, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 74, text: (row) => row.madeBy.name },
      {
        key: 'undo',
        title: '',
        width: 140,
        text: () => '',
        render: (row) => (
          <div className="line">
            {(row.mayReverse
              ? ([
                  ['prints.print', print],
                  ['finance.reverse', undo],
                ] as const)
              : ([['prints.print', print]] as const)
            ).map(([word, act]) => (
              <Button
                key={word}
                size="small"
                aria-label={`${t(word)} ${row.no}`}
                onClick={(event) => {
                  event.stopPropagation();
                  act(row);
                }}
              >
                {t(word)}
              </Button>
            ))}
          </div>
        ),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, ar],
  );
}
