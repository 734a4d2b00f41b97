import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Alert, Button } from 'antd';
import { useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';

/** An address that cannot be: to a person the same as a record that is not there. */
function isBadAddress(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.problem.errors ?? []).some(({ pointer }) => pointer === 'params.id')
  );
}

/** Something could not be read: says why and tries again. */
export function LoadError({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  return (
    <Alert
      type="error"
      showIcon
      title={isBadAddress(error) ? t('problem.not-found') : words(error)}
      action={
        <Button size="small" onClick={retry}>
          {t('common.retry')}
        </Button>
      }
    />
  );
}
