import { BellOutlined, MenuOutlined, SearchOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Badge, Breadcrumb, Button, Layout, theme } from 'antd';
import { useState } from 'react';
import { useConnection } from '../app/events.ts';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import type { Step } from './areas.ts';
import { NotificationDrawer } from './notification-drawer.tsx';
import { useNativeCount, useNativeNotices } from './use-native-notices.ts';
import { PersonMenu } from './person-menu.tsx';

const NOTICES_EVERY_MS = 60_000;

interface Props {
  trail: readonly Step[];
  /** Name of the record on the screen. */
  record: string | undefined;
  /** Opens the menu where it does not stand beside the page. */
  onMenu: (() => void) | undefined;
  onSearch: () => void;
  onKeys: () => void;
  /** What is printed is called so. */
  title: string;
}

export function TopBar({ trail, record, onMenu, onSearch, onKeys, title }: Props) {
  const { t } = useText();
  const { token } = theme.useToken();
  const online = useConnection((state) => state.online);
  const notifications = useEndpoint(
    api.system.listNotifications,
    { query: { limit: 50 } },
    // What was put off comes back without a word from the server.
    { poll: () => NOTICES_EVERY_MS },
  );
  useNativeNotices(notifications.data?.rows);
  useNativeCount(notifications.data?.unseen ?? 0);
  const [showing, setShowing] = useState(false);
  const shown = onMenu ? trail.slice(-1) : trail;
  const items = [
    ...shown.map(({ label, path }, at) => ({
      key: label,
      title:
        path !== undefined && (record !== undefined || at < shown.length - 1) ? (
          <Link to={path as never}>{t(label)}</Link>
        ) : (
          t(label)
        ),
    })),
    ...(record === undefined ? [] : [{ key: 'record', title: record }]),
  ];

  return (
    <Layout.Header className="top-bar" style={{ background: token.colorBgContainer }}>
      {onMenu && (
        <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={onMenu} />
      )}
      <Breadcrumb className="trail" items={items} />
      <span className="spring" />
      <Button
        icon={<SearchOutlined />}
        onClick={onSearch}
        aria-label={`${t('search.open')} Ctrl+K`}
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
      <Badge count={notifications.data?.unseen ?? 0} size="small" offset={[-7, 8]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t('notifications.title')}
          onClick={() => setShowing(true)}
        />
      </Badge>
      <PersonMenu onKeys={onKeys} title={title} />
      <NotificationDrawer open={showing} onClose={() => setShowing(false)} />
    </Layout.Header>
  );
}
