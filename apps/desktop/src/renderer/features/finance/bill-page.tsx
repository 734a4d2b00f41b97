import { isEndorsable } from '@xinhang/shared/bill-rules.ts';
import type { Bill, BillStep } from '@xinhang/shared/bills.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useRefused } from '../../form/use-refused.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { BillMoves } from './bill-moves.tsx';
import { BillSplit } from './bill-split.tsx';
import { PostedField } from './cash-doc-buttons.tsx';
import { money, moneyOrNone } from './money.ts';

/** A bill on its page: what stands on it, what became of it, what may be done now. */
export function BillPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.bills.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/bills/$id', params: { id: String(to) }, replace: true }),
  );
  return (
    <RecordPage<Bill>
      found={found}
      tab={{ path: `/bills/${id}`, title: (doc) => t('bill.tab', { no: doc.no.slice(-6) }) }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead
            title={t(`bill.kind.${doc.kind}`)}
            facts={
              <span className={doc.state === 'dishonoured' ? 'danger' : ''}>
                {t(`bill.state.${doc.state}`)}
              </span>
            }
          >
            <BillMoves doc={doc} />
            <Endorse doc={doc} />
            <BillSplit doc={doc} />
            {doc.mayUndo && <Undo doc={doc} />}
          </RecordHead>
          <Facts doc={doc} />
          <Section title={t('bill.history')}>
            <Steps rows={doc.steps} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

/** Begins the payment by which it is passed on to a supplier. */
function Endorse({ doc }: { doc: Bill }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { today } = useDates();
  const pays = useMay('payments.manage');
  if (!pays || !isEndorsable(doc, today)) return null;
  return (
    <Button onClick={() => void navigate({ to: '/payments/new', search: { billId: doc.id } })}>
      {t('bill.endorse')}
    </Button>
  );
}

function Facts({ doc }: { doc: Bill }) {
  const { t } = useText();
  const { today } = useDates();
  const stands = doc.state === 'held' || doc.state === 'open';
  const range = doc.subFrom === null ? '' : `${doc.subFrom}–${doc.subTo}`;
  return (
    <div className="doc-head">
      <PostedField label={t('bill.no')} wide>
        {doc.no}
      </PostedField>
      <PostedField label={t('bill.amount')}>
        <strong>{money(doc.amountFen)}</strong>
      </PostedField>
      <PostedField label={t('bill.dueOn')}>
        <span className={stands && doc.dueOn < today ? 'danger' : ''}>{doc.dueOn}</span>
      </PostedField>
      <PostedField label={t('bill.issuedOn')}>{doc.issuedOn}</PostedField>
      <PostedField label={t('bill.drawer')}>{doc.drawer}</PostedField>
      <PostedField label={t('bill.acceptor')}>{doc.acceptor}</PostedField>
      {range !== '' && <PostedField label={t('bill.range')}>{range}</PostedField>}
      <PostedField label={t('bill.transferable')}>
        {t(doc.transferable ? 'bill.yes' : 'bill.no_')}
      </PostedField>
      {doc.customer && <PostedField label={t('bill.from')}>{doc.customer.name}</PostedField>}
      {doc.receipt && (
        <PostedField label={t('finance.doc.receipt')}>
          <Link to="/receipts/$id" params={{ id: String(doc.receipt.id) }}>
            {doc.receipt.no}
          </Link>
        </PostedField>
      )}
      {doc.supplier && <PostedField label={t('bill.to')}>{doc.supplier.name}</PostedField>}
      {doc.payment && (
        <PostedField label={t('finance.doc.payment')}>
          <Link to="/payments/$id" params={{ id: String(doc.payment.id) }}>
            {doc.payment.no}
          </Link>
        </PostedField>
      )}
    </div>
  );
}

/** Everything that became of it, what was taken back as well. */
function Steps({ rows }: { rows: readonly BillStep[] }) {
  const { t } = useText();
  const { time } = useDates();
  const what = (row: BillStep) => {
    const words = t(`bill.step.${row.kind}`);
    return row.reversal ? t('finance.reversalOf', { doc: words }) : words;
  };
  return (
    <Table<BillStep>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...rows]}
      columns={[
        { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
        { title: t('bill.what'), width: 150, render: (_v, row) => what(row) },
        { title: t('finance.no'), width: 160, dataIndex: 'docNo' },
        { title: t('finance.state'), width: 100, render: (_v, row) => t(`bill.state.${row.to}`) },
        { title: t('finance.cashAccount'), width: 150, render: (_v, row) => row.account?.name },
        {
          title: t('bill.cost'),
          width: 110,
          align: 'right',
          render: (_v, row) => moneyOrNone(row.feeFen),
        },
        { title: t('finance.note'), dataIndex: 'note' },
        {
          title: t('finance.maker'),
          width: 200,
          render: (_v, row) => `${row.by.name} ${time(row.at)}`,
        },
      ]}
    />
  );
}

function Undo({ doc }: { doc: Bill }) {
  const { t } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const undo = useCommand(api.bills.undo, { onDone: close });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('bill.undo')}</Button>
      <ReasonDialog
        open={open}
        title={t('bill.undo')}
        why={t('bill.undoWhy')}
        okText={t('bill.undo')}
        saving={undo.isPending}
        onReason={(reason) =>
          undo.mutate({ params: { id: doc.id }, body: { version: doc.version, reason } }, refused)
        }
        onClose={close}
      />
    </>
  );
}
