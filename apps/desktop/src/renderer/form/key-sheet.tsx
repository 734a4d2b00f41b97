import { useText } from '../i18n/i18n.ts';
import { ShownOnce } from '../ui/shown-once.tsx';
import './form.css';

/** The recovery key and the fingerprint that belongs to it, shown once. */
export function KeySheet(props: {
  made: { recoveryKey: string; signer: string } | null;
  onClose: () => void;
}) {
  const { made, onClose } = props;
  const { t } = useText();
  return (
    <ShownOnce
      open={made !== null}
      title={t('backup.keyTitle')}
      width={620}
      done={t('backup.keyDone')}
      onClose={onClose}
    >
      {made && (
        <div className="stack">
          <span>{t('backup.keyOnce')}</span>
          <dl className="facts">
            <dt>{t('backup.keyTitle')}</dt>
            <dd>
              <code className="key-text">{made.recoveryKey}</code>
            </dd>
            <dt>{t('backup.signer')}</dt>
            <dd>
              <code>{made.signer}</code>
            </dd>
          </dl>
        </div>
      )}
    </ShownOnce>
  );
}
