import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery, DeliveryCheck } from '@xinhang/shared/deliveries.ts';
import { Alert, App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useLimitWords } from '../../form/limit-words.ts';
import { WaitsNote } from '../../form/waits-note.tsx';
import { useText } from '../../i18n/i18n.ts';
import { shownFen } from './delivery-line.ts';

interface Props {
  doc: Delivery;
  /** Opens the question for its release. */
  onAsk: (check: DeliveryCheck) => void;
}

/** What would stop a draft, before anybody tries; or that its release is being decided. */
export function ReleaseBanner({ doc, onAsk }: Props) {
  return doc.approvalId === null ? <Stopped doc={doc} onAsk={onAsk} /> : <Waiting doc={doc} />;
}

/** How the customer stands, to whom that is shown. */
function Stopped({ doc, onAsk }: Props) {
  const { t } = useText();
  const limitWords = useLimitWords();
  const found = useEndpoint(api.deliveries.check, { params: { id: doc.id } });
  const check = found.data;
  if (!check || check.reasons.length === 0) return null;
  const { credit } = check;
  return (
    <Alert
      type="warning"
      showIcon
      className="page-note"
      title={t('delivery.stopped', {
        reasons: check.reasons.map((one) => t(`delivery.stop.${one}`)).join('、'),
      })}
      {...(credit && {
        description: t('delivery.figures', {
          limit: limitWords(credit),
          exposure: shownFen(credit.exposureFen),
          open: shownFen(credit.openFen),
          advance: shownFen(credit.advanceFen),
          overdue: shownFen(credit.overdueFen),
        }),
      })}
      action={
        doc.can.askRelease && (
          <Button size="small" onClick={() => onAsk(check)}>
            {t('delivery.askRelease')}
          </Button>
        )
      }
    />
  );
}

function Waiting({ doc }: { doc: Delivery }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const withdraw = useCommand(api.deliveries.withdrawRelease);
  const call = () =>
    withdraw.mutate(
      { params: { id: doc.id }, body: { version: doc.version } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <WaitsNote
      title={t('delivery.releaseWaits', { why: doc.askReason })}
      waitsFor={doc.waitsFor}
      approvalId={doc.approvalId}
    >
      {doc.can.withdrawRelease && (
        <Button size="small" loading={withdraw.isPending} onClick={call}>
          {t('delivery.withdrawRelease')}
        </Button>
      )}
    </WaitsNote>
  );
}
