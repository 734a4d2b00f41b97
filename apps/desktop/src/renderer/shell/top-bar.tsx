import { BellOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { languages } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Badge, Breadcrumb, Button, Dropdown, Layout, Typography, theme } from 'antd';
import { useState } from 'react';
import { useAppearance } from '../app/appearance.ts';
import { useConnection } from '../app/events.ts';
import { queryClient, useCommand, useEndpoint } from '../app/query.ts';
import { useMe, useSession } from '../app/session.ts';
import { changeLanguage, languageNames, useText } from '../i18n/i18n.ts';
import { NotificationDrawer } from './notification-drawer.tsx';

export function TopBar({ trail, onSearch }: { trail: string[]; onSearch: () => void }) {
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
      <Button icon={<SearchOutlined />} onClick={onSearch} aria-keyshortcuts="Control+K">
        {t('search.open')} <Typography.Text type="secondary">Ctrl+K</Typography.Text>
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
      <PersonMenu />
      <NotificationDrawer
        open={showing}
        rows={notifications.data?.rows ?? []}
        onClose={() => setShowing(false)}
      />
    </Layout.Header>
  );
}

function PersonMenu() {
  const { t, language } = useText();
  const me = useMe();
  const end = useSession((store) => store.end);
  const { appearance, choose } = useAppearance();
  const logout = useCommand(api.auth.logout);
  const leave = () => {
    logout.mutate(
      {},
      {
        onSuccess: () => {
          queryClient.clear();
          end();
        },
      },
    );
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [language, appearance],
        items: [
          {
            type: 'group',
            label: t('person.language'),
            children: languages.map((one) => ({
              key: one,
              label: languageNames[one],
              onClick: () => void changeLanguage(one),
            })),
          },
          {
            type: 'group',
            label: t('person.theme'),
            children: (['light', 'dark'] as const).map((one) => ({
              key: one,
              label: t(`person.${one}`),
              onClick: () => choose(one),
            })),
          },
          { key: 'logout', label: t('person.logout'), onClick: leave },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />}>
        {me.user.name}
      </Button>
    </Dropdown>
  );
}
