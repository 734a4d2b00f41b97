import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { useText } from '../i18n/i18n.ts';

/** An address that leads nowhere: says so, and offers the desk. */
export function NotFoundPage() {
  const { t } = useText();
  return (
    <div className="page-empty">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('page.notFound')}>
        <Link to="/home">{t('menu.desk')}</Link>
      </Empty>
    </div>
  );
}
