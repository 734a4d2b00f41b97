import { api } from '@xinhang/shared/contract/api.ts';
import type { CashTransfer } from '@xinhang/shared/cash-transfers.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { DiscardButton, PostedField, ReverseButton } from './cash-doc-buttons.tsx';
import { money } from './money.ts';
import { PostedBy } from './posted-by.tsx';
import { TransferEditor } from './transfer-editor.tsx';
import { useRefused } from '../../form/use-refused.ts';

/** A transfer between own accounts on its page. */
export function TransferPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const refused = useRefused();
  const found = useEndpoint(api.cashTransfers.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/cash-transfers/$id', params: { id: String(to) }, replace: true }),
  );
  const reverse = useCommand(api.cashTransfers.reverse);
  const discard = useCommand(api.cashTransfers.discard, {
    onDone: () => void navigate({ to: '/cash-transfers', search: {} }),
  });
  return (
    <RecordPage<CashTransfer>
      found={found}
      tab={{ path: `/cash-transfers/${id}`, title: (doc) => doc.no || t('transfer.draft') }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead
            title={doc.no === '' ? t('transfer.draft') : t('transfer.no', { no: doc.no })}
            facts={<PostedBy doc={doc} />}
          >
            {doc.mayReverse && (
              <ReverseButton
                no={doc.no}
                why={t('transfer.reverseWhy')}
                saving={reverse.isPending}
                onReason={(reason) =>
                  reverse.mutate(
                    { params: { id }, body: { version: doc.version, reason } },
                    refused,
                  )
                }
              />
            )}
          </RecordHead>
          {doc.mayEdit ? (
            <TransferEditor
              key={doc.id}
              doc={doc}
              onSaved={() => undefined}
              actions={
                <DiscardButton
                  onDiscard={() =>
                    discard.mutate({ params: { id }, body: { version: doc.version } }, refused)
                  }
                />
              }
            />
          ) : (
            <Posted doc={doc} />
          )}
        </>
      )}
    </RecordPage>
  );
}

/** A transfer that is begun; it gets its own page once it is saved. */
export function NewTransferPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t('transfer.new')} />
      <TransferEditor
        doc={null}
        onSaved={({ id }) =>
          void navigate({ to: '/cash-transfers/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Posted({ doc }: { doc: CashTransfer }) {
  const { t } = useText();
  const account = ({ id, name }: CashTransfer['from']) => (
    <Link to="/cash-accounts/$id" params={{ id: String(id) }} search={{}}>
      {name}
    </Link>
  );
  return (
    <div className="doc-head">
      <PostedField label={t('transfer.from')}>{account(doc.from)}</PostedField>
      <PostedField label={t('transfer.to')}>{account(doc.to)}</PostedField>
      <PostedField label={t('finance.amount')}>
        <strong>{money(doc.amountFen)}</strong>
      </PostedField>
      <PostedField label={t('finance.date')}>{doc.businessDate}</PostedField>
      {doc.feeFen > 0 && <PostedField label={t('finance.fee')}>{money(doc.feeFen)}</PostedField>}
      {doc.note !== '' && (
        <PostedField label={t('finance.note')} wide>
          {doc.note}
        </PostedField>
      )}
    </div>
  );
}
