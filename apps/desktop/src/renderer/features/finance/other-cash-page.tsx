import { api } from '@xinhang/shared/contract/api.ts';
import type { OtherCash, OtherCashKind } from '@xinhang/shared/other-cash.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { DiscardButton, PostedField, ReverseButton } from './cash-doc-buttons.tsx';
import { money } from './money.ts';
import { OtherCashEditor } from './other-cash-editor.tsx';
import { PostedBy } from './posted-by.tsx';
import { useRefused } from '../../form/use-refused.ts';

/** An other income or payment on its page. */
export function OtherCashPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const refused = useRefused();
  const found = useEndpoint(api.otherCash.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/other-cash/$id', params: { id: String(to) }, replace: true }),
  );
  const reverse = useCommand(api.otherCash.reverse);
  const back = found.data?.kind === 'payment' ? '/other-payments' : '/other-income';
  const discard = useCommand(api.otherCash.discard, {
    onDone: () => void navigate({ to: back, search: {} }),
  });
  const title = (doc: OtherCash) =>
    doc.no === ''
      ? t(`otherCash.draft.${doc.kind}`)
      : t(`otherCash.no.${doc.kind}`, { no: doc.no });
  return (
    <RecordPage<OtherCash>
      found={found}
      tab={{ path: `/other-cash/${id}`, title: (doc) => doc.no || title(doc) }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead title={title(doc)} facts={<PostedBy doc={doc} />}>
            {doc.mayReverse && (
              <ReverseButton
                no={doc.no}
                why={t('otherCash.reverseWhy')}
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
            <OtherCashEditor
              key={doc.id}
              kind={doc.kind}
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

/** One that is begun; it gets its own page once it is saved. */
export function NewOtherCashPage({ kind }: { kind: OtherCashKind }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t(`otherCash.new.${kind}`)} />
      <OtherCashEditor
        kind={kind}
        doc={null}
        onSaved={({ id }) =>
          void navigate({ to: '/other-cash/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function Posted({ doc }: { doc: OtherCash }) {
  const { t } = useText();
  return (
    <div className="doc-head">
      <PostedField label={t('otherCash.category')}>{doc.category.name}</PostedField>
      <PostedField label={t('finance.amount')}>
        <strong>{money(doc.amountFen)}</strong>
      </PostedField>
      <PostedField label={t('finance.cashAccount')}>
        <Link to="/cash-accounts/$id" params={{ id: String(doc.account.id) }} search={{}}>
          {doc.account.name}
        </Link>
      </PostedField>
      <PostedField label={t('finance.date')}>{doc.businessDate}</PostedField>
      {doc.party.name !== '' && (
        <PostedField label={t('finance.party')}>{doc.party.name}</PostedField>
      )}
      {doc.note !== '' && (
        <PostedField label={t('finance.note')} wide>
          {doc.note}
        </PostedField>
      )}
    </div>
  );
}
