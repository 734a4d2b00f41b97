import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { printPage } from '../app/printing.ts';
import { useText } from '../i18n/i18n.ts';
import { copyText } from '../ui/copy-text.ts';
import { ShownOnce } from '../ui/shown-once.tsx';
import './form.css';
import './key-sheet.css';

/** The recovery key and the fingerprint that belongs to it, shown once. */
export function KeySheet(props: {
  made: { recoveryKey: string; signer: string } | null;
  onClose: () => void;
}) {
  const { made, onClose } = props;
  const { t } = useText();
  const { message } = App.useApp();
  const copy = async ({ recoveryKey, signer }: { recoveryKey: string; signer: string }) => {
    const copied = await copyText(
      `${t('backup.keyTitle')} ${recoveryKey}\n${t('backup.signer')} ${signer}`,
    );
    void message[copied ? 'success' : 'warning'](t(copied ? 'first.copied' : 'first.copyFailed'));
  };
  return (
    <ShownOnce
      open={made !== null}
      title={t('backup.keyTitle')}
      width={620}
      done={t('backup.keyDone')}
      onClose={onClose}
    >
      {made && (
        <div className="stack key-sheet">
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
          <div className="line">
            <Button icon={<PrinterOutlined />} onClick={() => void printPage()}>
              {t('print.page')}
            </Button>
            <Button icon={<CopyOutlined />} onClick={() => void copy(made)}>
              {t('backup.keyCopy')}
            </Button>
          </div>
        </div>
      )}
    </ShownOnce>
  );
}
