import { Button, Result } from 'antd';
import { useText } from '../../i18n/i18n.ts';

/** All that is shown while the server speaks a newer API than this page: nothing can be lost. */
export function UpdatePage() {
  const { t } = useText();
  return (
    <div className="centre">
      <Result
        status="info"
        title={t('update.title')}
        subTitle={t(window.xinhang ? 'update.desktop' : 'update.browser')}
        extra={
          <Button type="primary" autoFocus onClick={() => location.reload()}>
            {t('update.reload')}
          </Button>
        }
      />
    </div>
  );
}
