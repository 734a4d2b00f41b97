import { BellOutlined, SearchOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { Badge, Breadcrumb, Button, Layout, theme } from 'antd';
import { useState } from 'react';
import { useConnection } from '../app/events.ts';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { NotificationDrawer } from './notification-drawer.tsx';
import { PersonMenu } from './person-menu.tsx';

interface Props {
  trail: string[];
  onSearch: () => void;
  onKeys: () => void;
}

export function TopBar({ trail, onSearch, onKeys }: Props) {
  const { t } = useText();
  const { token } = theme.useToken();
  const online = useConnection((state) => state.online);
  const notifications = useEndpoint(api.system.listNotifications, { query: { limit: 50 } });
  const [showing, setShowing] = useState(false);

  return (
    <Layout.Header
      style={{ display: 'flex', alignItems: 'center', gap: 12, background: token.colorBgContainer }}
    >
      <Breadcrumb items={trail.map((title) => ({ title }))} />
      <span className="spring" />
      <Button
        icon={<SearchOutlined />}
        onClick={onSearch}
        aria-label={t('search.open')}
        aria-keyshortcuts="Control+K"
      >
        <span className="only-wide">
          {t('search.open')} <span className="soft">Ctrl+K</span>
        </span>
      </Button>
      <span role="status" className="only-wide">
        <Badge
          status={online ? 'success' : 'error'}
          text={t(online ? 'connection.online' : 'connection.offline')}
        />
      </span>
      <Badge count={notifications.data?.unseen ?? 0} size="small">
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t('notifications.title')}
          onClick={() => setShowing(true)}
        />
      </Badge>
      <PersonMenu onKeys={onKeys} />
      <NotificationDrawer
        open={showing}
        rows={notifications.data?.rows ?? []}
        onClose={() => setShowing(false)}
      />
    </Layout.Header>
  );
}
