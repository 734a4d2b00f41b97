import { Alert, Button } from 'antd';
import { useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';

/** Something could not be read: says why and tries again. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  return (
    <Alert
      type="error"
      showIcon
      title={words(error)}
      action={
        <Button size="small" onClick={retry}>
          {t('common.retry')}
        </Button>
      }
    />
  );
}
