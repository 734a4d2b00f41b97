import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ReceiptState } from '@xinhang/shared/receipts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

interface Doc {
  state: ReceiptState;
  madeBy: NameRef;
  madeAt: number;
  confirmedBy: NameRef | null;
  confirmedAt: number | null;
  reversedBy: NameRef | null;
  reversedAt: number | null;
  reversalReason: string;
}

/** The state of a document, and who made, confirmed and reversed it when. */
export function PostedBy({ doc }: { doc: Doc }) {
  const { t } = useText();
  const { time } = useDates();
  const by = (who: NameRef | null, at: number | null) =>
    who && at !== null ? `${who.name} ${time(at)}` : '';
  return (
    <>
      <span className={doc.state === 'reversed' ? 'danger' : ''}>
        {t(`finance.state.${doc.state}`)}
      </span>
      <span className="soft">{t('finance.madeBy', { who: by(doc.madeBy, doc.madeAt) })}</span>
      {doc.confirmedBy && (
        <span className="soft">
          {t('finance.confirmedBy', { who: by(doc.confirmedBy, doc.confirmedAt) })}
        </span>
      )}
      {doc.reversedBy && (
        <span className="soft">
          {t('finance.reversedBy', { who: by(doc.reversedBy, doc.reversedAt) })}{' '}
          {doc.reversalReason}
        </span>
      )}
    </>
  );
}
