import { App } from 'antd';
import { useEffect } from 'react';
import { followPrinting, printPage, savePdf, usePrinting } from '../app/printing.ts';
import { useRefusalText } from '../form/use-refused-words.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

/** What stands above everything on paper: whose it is, what it is, of which day and by whom. */
export function PrintHead({ title }: { title: string }) {
  const { t } = useText();
  const me = useMe();
  const on = usePrinting((state) => state.on);
  const { print } = usePrintActions(title);
  useEffect(() => followPrinting(), []);
  useShortcut({ key: 'p', ctrl: true, fallback: true }, print);
  if (!on) return null;
  return (
    <header className="print-only print-head">
      <strong>{me.company.name}</strong>
      <span>{title}</span>
      <span className="spring" />
      <span>{t('print.by', { date: me.company.today, name: me.user.name })}</span>
    </header>
  );
}

/** Prints, or says why it could not. */
export function usePrintActions(title: string) {
  const words = useRefusalText();
  const { message } = App.useApp();
  const told = (work: Promise<void>) => {
    work.catch((error: Error) => void message.error(words(error)));
  };
  return {
    print: () => told(printPage()),
    savePdf: () => told(savePdf(title)),
  };
}
