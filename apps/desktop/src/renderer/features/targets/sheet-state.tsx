import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import type { Sheet } from './use-sheet-draft.ts';

/** What holds, and what is being worked on. */
export function SheetState({ sheet }: { sheet: Sheet }) {
  const { t } = useText();
  const { time } = useDates();
  const { draft, locked } = sheet;
  return (
    <span className="sheet-state">
      {locked ? (
        <span>
          {t('target.lockedAt', { n: locked.revision, at: time(locked.lockedAt ?? locked.madeAt) })}
        </span>
      ) : (
        <span className="soft">{t('target.noneLocked')}</span>
      )}
      {draft && (
        <b>
          {t(draft.state === 'submitted' ? 'target.waits' : 'target.isDraft', {
            n: draft.revision,
            name: draft.madeBy.name,
          })}
        </b>
      )}
      {!sheet.mayEdit && <span className="soft">{t('target.readOnly')}</span>}
    </span>
  );
}
