import { api } from '@xinhang/shared/contract/api.ts';
import {
  refundRequestStates,
  type RefundRequest,
  type RefundRequestState,
} from '@xinhang/shared/refund-requests.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useRefused } from '../../form/use-refused.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { money } from './money.ts';
import { RefundDrawer } from './refund-drawer.tsx';
import { RefundPayDrawer } from './refund-pay-drawer.tsx';

const PAGE_SIZE = 100;
type Act = 'submit' | 'withdraw' | 'discard' | 'pay';

interface Props {
  state: RefundRequestState | undefined;
}

/** Refunds to customers that were asked for, with what may be done with each, the newest first. */
export function RefundRequestList({ state }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('receipts.manage');
  const [asking, setAsking] = useState<RefundRequest | 'new' | null>(null);
  const [paying, setPaying] = useState<RefundRequest | null>(null);
  const ask = useAsk();
  const act = (what: Act, row: RefundRequest) => {
    if (what === 'submit') setAsking(row);
    else if (what === 'pay') setPaying(row);
    else ask(what, row);
  };
  const columns = useColumns(act);
  useShortcut({ key: 'n', alt: true }, mayWrite ? () => setAsking('new') : null);
  const query = { limit: PAGE_SIZE, ...(state && { state: [state] }) };
  const show = (one: RefundRequestState | undefined) =>
    void navigate({ to: '/refund-requests', search: one ? { state: one } : {} });
  const add = (
    <NewButton may={mayWrite} label={t('refund.request')} onNew={() => setAsking('new')} />
  );
  return (
    <>
      <ListPage<RefundRequest>
        label={t('menu.refundRequests')}
        page="refund-requests"
        queryKey={keyOf(api.refundRequests.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.refundRequests.list, {
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
            <Select<RefundRequestState | null>
              allowClear
              style={{ width: 120 }}
              aria-label={t('refund.state')}
              placeholder={t('refund.state')}
              value={state ?? null}
              options={refundRequestStates.map((value) => ({
                value,
                label: t(`refund.state.${value}`),
              }))}
              onChange={(value) => show(value ?? undefined)}
            />
            <span className="soft">{t('refund.requestWhy')}</span>
            <span className="spring" />
            {add}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(state ? 'finance.emptyFiltered' : 'refund.requestsEmpty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {state ? <Button onClick={() => show(undefined)}>{t('common.clear')}</Button> : add}
            </div>
          </div>
        }
      />
      {asking && <RefundDrawer side="ar" open asks={asking} onClose={() => setAsking(null)} />}
      {paying && <RefundPayDrawer request={paying} onClose={() => setPaying(null)} />}
    </>
  );
}

/** Asks before a request is taken back or given up. */
function useAsk() {
  const { t } = useText();
  const { modal } = App.useApp();
  const refused = useRefused();
  const withdraw = useCommand(api.refundRequests.withdraw);
  const discard = useCommand(api.refundRequests.discard);
  return (what: 'withdraw' | 'discard', { id, version }: RefundRequest) => {
    const command = what === 'withdraw' ? withdraw : discard;
    void modal.confirm({
      title: t(what === 'withdraw' ? 'refund.withdrawAsk' : 'refund.discardAsk'),
      okText: t(`refund.${what}`),
      cancelText: t('common.cancel'),
      onOk: () => command.mutate({ params: { id }, body: { version } }, refused),
    });
  };
}

const buttons = [
  ['pay', 'refund.pay', 'mayPay'],
  ['submit', 'refund.submitAgain', 'maySubmit'],
  ['withdraw', 'refund.withdraw', 'mayWithdraw'],
  ['discard', 'refund.discard', 'mayDiscard'],
] as const satisfies readonly (readonly [Act, TextKey, keyof RefundRequest])[];

function useColumns(act: (what: Act, row: RefundRequest) => void): Column<RefundRequest>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('finance.customer'),
        width: 180,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 110,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'state',
        title: t('refund.state'),
        width: 90,
        text: (row) => t(`refund.state.${row.state}`),
        render: (row) => (
          <span className={row.state === 'returned' ? 'danger' : ''}>
            {t(`refund.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'credits',
        title: t('refund.credits'),
        width: 170,
        text: (row) => row.lines.map((line) => line.docNo).join('、'),
      },
      { key: 'reason', title: t('refund.reason'), width: 140, text: (row) => row.reason },
      { key: 'refund', title: t('refund.no'), width: 140, text: (row) => row.refund?.no ?? '' },
      { key: 'note', title: t('finance.note'), width: 120, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 80, text: (row) => row.madeBy.name },
      {
        key: 'acts',
        title: '',
        width: 160,
        text: () => '',
        render: (row) => (
          <div className="line">
            {buttons
              .filter(([, , may]) => row[may])
              .map(([what, word]) => (
                <Button
                  key={what}
                  size="small"
                  aria-label={`${t(word)} ${row.customer.name}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    act(what, row);
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
    [language],
  );
}
