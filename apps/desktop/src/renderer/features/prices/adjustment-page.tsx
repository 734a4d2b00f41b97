import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceAdjustment } from '@xinhang/shared/price-adjustments.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { AdjustmentEditor } from './adjustment-editor.tsx';
import { AdjustmentEffect } from './adjustment-effect.tsx';
import { AdjustmentExport } from './adjustment-export.tsx';
import { AdjustmentState, useAdjustmentWords } from './adjustment-words.tsx';

/** A price-adjustment sheet on its page. */
export function AdjustmentPage({ id }: { id: number }) {
  const navigate = useNavigate();
  const found = useEndpoint(api.priceAdjustments.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({
            to: '/price-adjustments/$id',
            params: { id: String(to) },
            replace: true,
          });
  return (
    <RecordPage<PriceAdjustment>
      found={found}
      fills
      tab={{ path: `/price-adjustments/${id}`, title: (sheet) => sheet.no || sheet.name }}
      previous={go(previous)}
      next={go(next)}
    >
      {(sheet) => (
        <>
          <Head sheet={sheet} />
          <div className="page">
            <Notes sheet={sheet} />
            <AdjustmentEditor
              key={`${sheet.id}-${sheet.state}`}
              sheet={sheet}
              onSaved={() => undefined}
              actions={<Actions sheet={sheet} />}
            />
          </div>
        </>
      )}
    </RecordPage>
  );
}

/** A sheet that is begun; it gets its own page once it is saved. */
export function NewAdjustmentPage() {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page">
      <RecordHead title={t('adjust.new')} />
      <AdjustmentEditor
        sheet={null}
        onSaved={({ id }) =>
          void navigate({
            to: '/price-adjustments/$id',
            params: { id: String(id) },
            replace: true,
          })
        }
      />
    </div>
  );
}

function Head({ sheet }: { sheet: PriceAdjustment }) {
  const { t } = useText();
  const { time } = useDates();
  const words = useAdjustmentWords();
  return (
    <RecordHead
      title={[t('adjust.one'), sheet.no].filter(Boolean).join(' ')}
      facts={
        <>
          <AdjustmentState sheet={sheet} />
          <span>{words.whom(sheet)}</span>
          <span className="soft">
            {t('order.madeBy', { who: `${sheet.madeBy.name} ${time(sheet.madeAt)}` })}
          </span>
          {sheet.releasedAt !== null && (
            <span className="soft">{t('adjust.releasedWhen', { at: time(sheet.releasedAt) })}</span>
          )}
        </>
      }
    />
  );
}

function Notes({ sheet }: { sheet: PriceAdjustment }) {
  const { t } = useText();
  const { counterOf, answeredBy, reason, approvalId, state } = sheet;
  const link = (to: { id: number; no: string }) => (
    <Link to="/price-adjustments/$id" params={{ id: String(to.id) }}>
      {to.no || t('order.noNo')}
    </Link>
  );
  return (
    <>
      {state === 'draft' && reason !== '' && (
        <Alert
          type="warning"
          showIcon
          className="page-note"
          title={t('adjust.cameBack', { reason })}
        />
      )}
      {state === 'approving' && (
        <Alert
          type="info"
          showIcon
          className="page-note"
          title={
            <>
              {t('adjust.waits')}{' '}
              {approvalId !== null && (
                <Link to="/approvals/$id" params={{ id: String(approvalId) }}>
                  {t('adjust.toApproval')}
                </Link>
              )}
            </>
          }
        />
      )}
      {counterOf && (
        <Alert
          type="info"
          showIcon
          className="page-note"
          title={
            <>
              {t('adjust.answers')} {link(counterOf)}
            </>
          }
        />
      )}
      {answeredBy && (
        <Alert
          type="info"
          showIcon
          className="page-note"
          title={
            <>
              {t('adjust.answeredBy')} {link(answeredBy)}
            </>
          }
        />
      )}
    </>
  );
}

function Actions({ sheet }: { sheet: PriceAdjustment }) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message, modal } = App.useApp();
  const [effect, setEffect] = useState(false);
  const [asking, setAsking] = useState(false);
  const sendBack = useCommand(api.priceAdjustments.sendBack, { onDone: () => setAsking(false) });
  const discard = useCommand(api.priceAdjustments.discard, {
    onDone: () => void navigate({ to: '/price-adjustments' }),
  });
  const counter = useCommand(api.priceAdjustments.counter, {
    onDone: ({ id }) => void navigate({ to: '/price-adjustments/$id', params: { id: String(id) } }),
  });
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: sheet.id };
  const { can, version } = sheet;
  const askDiscard = () =>
    void modal.confirm({
      title: t('adjust.discardAsk'),
      okText: t('order.discard'),
      cancelText: t('common.cancel'),
      onOk: () => discard.mutate({ params }, refused),
    });
  return (
    <>
      <Button onClick={() => setEffect(true)}>{t('adjust.effect')}</Button>
      <AdjustmentExport id={sheet.id} />
      {can.update && <Button onClick={askDiscard}>{t('order.discard')}</Button>}
      {can.sendBack && <Button onClick={() => setAsking(true)}>{t('adjust.sendBack')}</Button>}
      {can.counter && (
        <Button loading={counter.isPending} onClick={() => counter.mutate({ params }, refused)}>
          {t('adjust.counter')}
        </Button>
      )}
      <ReasonDialog
        open={asking}
        title={t('adjust.sendBack')}
        why={t('adjust.sendBackWhy')}
        okText={t('adjust.sendBack')}
        saving={sendBack.isPending}
        onReason={(reason) => sendBack.mutate({ params, body: { version, reason } }, refused)}
        onClose={() => setAsking(false)}
      />
      <AdjustmentEffect id={sheet.id} open={effect} onClose={() => setEffect(false)} />
    </>
  );
}
