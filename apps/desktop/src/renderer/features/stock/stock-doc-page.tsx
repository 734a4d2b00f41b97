import { api } from '@xinhang/shared/contract/api.ts';
import type { StockDocKind, StockDocument } from '@xinhang/shared/stock-documents.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { StockEditor } from './stock-editor.tsx';
import { pathOfKind } from './stock-line.ts';
import { usePrinted } from './use-printed.ts';

/** A document of the stock room on its page. */
export function StockDocPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.stockDocuments.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = found.data ? `${pathOfKind[found.data.kind]}/${id}` : '';
  const go = (to: number | null) =>
    to === null || !found.data
      ? null
      : () =>
          void navigate({
            to: `${pathOfKind[found.data.kind]}/$id`,
            params: { id: String(to) },
            replace: true,
          });
  return (
    <RecordPage<StockDocument>
      found={found}
      fills
      {...(found.data && { tab: { path, title: (doc) => doc.no || t(`stock.kind.${doc.kind}`) } })}
      previous={go(previous)}
      next={go(next)}
    >
      {(doc) => (
        <>
          <Head doc={doc} />
          <div className="page">
            <StockEditor
              key={`${doc.id}-${doc.state}`}
              doc={doc}
              kind={doc.kind}
              onSaved={() => undefined}
              actions={<Actions doc={doc} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A document that is begun; it gets its own page once it is saved. */
export function NewStockDocPage({ kind }: { kind: StockDocKind }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page">
      <RecordHead title={t(`stock.new.${kind}`)} />
      <StockEditor
        key={kind}
        doc={null}
        kind={kind}
        onSaved={({ id }) =>
          void navigate({
            to: `${pathOfKind[kind]}/$id`,
            params: { id: String(id) },
            replace: true,
          })
        }
      />
    </div>
  );
}

function Head({ doc }: { doc: StockDocument }) {
  const { t } = useText();
  const { time } = useDates();
  const by = (who: { name: string } | null, at: number | null) =>
    who && at !== null ? `${who.name} ${time(at)}` : '';
  return (
    <RecordHead
      title={`${t(`stock.kind.${doc.kind}`)} ${doc.no}`}
      facts={
        <>
          <span className={doc.state === 'reversed' ? 'danger' : ''}>
            {t(`stock.state.${doc.state}`)}
          </span>
          <span className="soft">{t('stock.madeBy', { who: by(doc.madeBy, doc.madeAt) })}</span>
          {doc.confirmedBy && (
            <span className="soft">
              {t('stock.confirmedBy', { who: by(doc.confirmedBy, doc.confirmedAt) })}
            </span>
          )}
          {doc.receivedBy && (
            <span className="soft">
              {t('stock.receivedBy', { who: by(doc.receivedBy, doc.receivedAt) })}
            </span>
          )}
          {doc.reversedBy && (
            <span className="soft">
              {t('stock.reversedBy', { who: by(doc.reversedBy, doc.reversedAt) })}{' '}
              {doc.reversalReason}
            </span>
          )}
        </>
      }
    />
  );
}

function Actions({ doc }: { doc: StockDocument }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const printed = usePrinted(doc);
  const [asking, setAsking] = useState<'reverse' | 'receive' | null>(null);
  const close = () => setAsking(null);
  const reverse = useCommand(api.stockDocuments.reverse, { onDone: close });
  const discard = useCommand(api.stockDocuments.discard, {
    onDone: () => void navigate({ to: pathOfKind[doc.kind] }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const ask = () =>
    void modal.confirm({
      title: t('stock.discardAsk'),
      okText: t('stock.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params, body: { version: doc.version } }, refused),
    });
  return (
    <>
      {doc.mayEdit && <Button onClick={ask}>{t('stock.discard')}</Button>}
      {doc.mayReceive && (
        <Button type="primary" onClick={() => setAsking('receive')}>
          {t('stock.receive')}
        </Button>
      )}
      {printed && <PrintButton doc={printed} />}
      {doc.mayReverse && <Button onClick={() => setAsking('reverse')}>{t('stock.reverse')}</Button>}
      <ReasonDialog
        open={asking === 'reverse'}
        title={t('stock.reverseTitle', { no: doc.no })}
        why={t('stock.reverseWhy')}
        okText={t('stock.reverse')}
        saving={reverse.isPending}
        onReason={(reason) =>
          reverse.mutate({ params, body: { version: doc.version, reason } }, refused)
        }
        onClose={close}
      />
      {asking === 'receive' && <ReceiveDialog doc={doc} onClose={close} />}
    </>
  );
}
