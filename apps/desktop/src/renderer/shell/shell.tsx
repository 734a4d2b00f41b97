import { api } from '@xinhang/shared/contract/api.ts';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Alert, Layout, Menu, theme } from 'antd';
import { useEffect, useState } from 'react';
import { useConnection, useEvents } from '../app/events.ts';
import { useEndpoint } from '../app/query.ts';
import { may, useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import { areasFor, trailOf } from './areas.ts';
import { KeyMap } from './key-map.tsx';
import { QuickFollowUp } from './quick-follow-up.tsx';
import { SearchPalette } from './search-palette.tsx';
import { TopBar } from './top-bar.tsx';

/** The frame around every page: menu, top bar, search and the state of the line. */
export function Shell() {
  useEvents();
  const { t, language } = useText();
  const me = useMe();
  const { token } = theme.useToken();
  const router = useRouter();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const online = useConnection((state) => state.online);
  const [searching, setSearching] = useState(false);
  const [mapping, setMapping] = useState(false);
  const [logging, setLogging] = useState(false);
  const areas = areasFor(me);

  const customerId = Number(/^\/customers\/(\d+)$/.exec(path)?.[1] ?? 0);
  const customer = useEndpoint(
    api.customers.get,
    { params: { id: customerId } },
    { enabled: customerId > 0 && may(me, 'customers.read') },
  );
  const trail = trailOf(areas, path).map((key) => t(key));
  if (customerId > 0 && customer.data) trail.push(customer.data.name);

  useShortcut({ key: 'k', ctrl: true }, () => setSearching(true));
  useShortcut({ key: '?' }, () => setMapping(true));
  // On the page of a customer the key goes to its own box.
  const logs = may(me, 'followUps.create') && customerId === 0;
  useShortcut({ key: 'f', alt: true }, logs ? () => setLogging(true) : null);

  useEffect(
    () => window.xinhang?.on('navigate', ({ route }) => router.history.push(route)),
    [router],
  );

  return (
    <Layout style={{ height: '100%' }}>
      <Layout.Sider
        theme="light"
        width={language === 'en' ? 220 : 176}
        breakpoint="md"
        collapsedWidth={0}
      >
        <Menu
          mode="inline"
          style={{ borderInlineEnd: 0, height: '100%' }}
          defaultOpenKeys={areas.map((area) => area.key)}
          selectedKeys={[`/${path.split('/')[1] ?? ''}`]}
          onClick={({ key }) => router.history.push(key)}
          items={areas.map((area) => ({
            key: area.key,
            label: t(area.label),
            ...(area.pages && {
              children: area.pages.map((page) => ({ key: page.path, label: t(page.label) })),
            }),
          }))}
        />
      </Layout.Sider>
      <Layout>
        <TopBar trail={trail} onSearch={() => setSearching(true)} onKeys={() => setMapping(true)} />
        {!online && <Alert banner type="warning" title={t('connection.banner')} />}
        {me.viewAs && (
          <Alert banner type="info" title={t('viewAs.banner', { name: me.viewAs.byName })} />
        )}
        <Layout.Content style={{ minHeight: 0, background: token.colorBgContainer }}>
          <Outlet />
        </Layout.Content>
      </Layout>
      <SearchPalette open={searching} onClose={() => setSearching(false)} />
      <QuickFollowUp open={logging} onClose={() => setLogging(false)} />
      <KeyMap open={mapping} onClose={() => setMapping(false)} />
    </Layout>
  );
}
