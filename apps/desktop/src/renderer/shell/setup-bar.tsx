import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';

/** Once for each time the program is opened: whoever says "later" is not brought there again. */
let brought = false;

/** Brings whoever may set the company up to the first start, and says that it is not done yet. */
export function SetupBar({ path }: { path: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const settings = useEndpoint(api.settings.get, {});
  const step = settings.data?.values['setup.step'] ?? 'done';
  const open = step !== 'done' && path !== '/setup';
  useEffect(() => {
    // Whoever reads it there from the start was brought by the address.
    if (path === '/setup') brought = true;
    if (!open || brought) return;
    brought = true;
    if (path === '/home') void navigate({ to: '/setup' });
  }, [open, path, navigate]);
  if (!open) return null;
  return (
    <Alert
      banner
      type="info"
      className="banner"
      title={t('setup.open')}
      action={
        <Button size="small" onClick={() => void navigate({ to: '/setup' })}>
          {t('setup.goOn')}
        </Button>
      }
    />
  );
}
