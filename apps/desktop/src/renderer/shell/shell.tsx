import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Alert, Drawer, Empty, Layout, theme } from 'antd';
import { useEffect, useState } from 'react';
import { useConnection, useEvents } from '../app/events.ts';
import { useFollowLook } from '../app/look.ts';
import { useOpenTabs } from '../app/open-tabs.ts';
import { may, useMe } from '../app/session.ts';
import { useText, wordKey } from '../i18n/i18n.ts';
import { useShortcut } from '../ui/use-shortcut.ts';
import { useWide } from '../ui/use-wide.ts';
import { areasFor, mayOpen, trailOf } from './areas.ts';
import { KeyMap } from './key-map.tsx';
import { MainMenu } from './main-menu.tsx';
import { PrintHead } from './print-head.tsx';
import { QuickFollowUp } from './quick-follow-up.tsx';
import { RecordTabs } from './record-tabs.tsx';
import { SearchPalette } from './search-palette.tsx';
import { SetupBar } from './setup-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { ViewAsBar } from './view-as-bar.tsx';

/** The frame around every page: menu, top bar, search and the state of the line. */
export function Shell() {
  useEvents();
  useFollowLook();
  const { t, language } = useText();
  const me = useMe();
  const { token } = theme.useToken();
  const router = useRouter();
  const wide = useWide();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { online, disk } = useConnection();
  const [searching, setSearching] = useState(false);
  const [mapping, setMapping] = useState(false);
  const [logging, setLogging] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const areas = areasFor(me);
  const record = useOpenTabs((store) => store.tabs.find((tab) => tab.path === path));
  const trail = trailOf(areas, path);

  useShortcut({ key: 'k', ctrl: true }, () => setSearching(true));
  useShortcut({ key: '?' }, () => setMapping(true));
  // On the page of a customer the key goes to its own box.
  const logs = may(me, 'followUps.create') && !/^\/customers\/\d+$/.test(path);
  useShortcut({ key: 'f', alt: true }, logs ? () => setLogging(true) : null);
  const registers = may(me, 'customers.create');
  useShortcut(
    { key: 'n', alt: true, fallback: true },
    registers ? () => router.history.push('/customers?new=true') : null,
  );

  useEffect(
    () => window.xinhang?.on('navigate', ({ route }) => router.history.push(route)),
    [router],
  );
  const name = record?.title ?? (trail.length > 0 ? t(trail.at(-1)!.label) : '');
  useEffect(() => {
    document.title = name === '' ? t('app.name') : `${name} · ${t('app.name')}`;
  }, [name, t]);

  return (
    <Layout style={{ height: '100%' }}>
      {wide && (
        <Layout.Sider theme="light" width={language === 'en' ? 200 : 168} className="side">
          <div className="side-name">{t('app.name')}</div>
          <MainMenu areas={areas} path={path} />
        </Layout.Sider>
      )}
      <Layout>
        <TopBar
          trail={trail}
          record={record?.title}
          onMenu={wide ? undefined : () => setChoosing(true)}
          onSearch={() => setSearching(true)}
          onKeys={() => setMapping(true)}
          title={name}
        />
        <RecordTabs path={path} />
        {!online && (
          <Alert banner type="warning" title={t('connection.banner')} className="banner" />
        )}
        {online && disk !== 'well' && (
          <Alert
            banner
            type="error"
            title={t(wordKey('disk', disk, 'disk.stopped'))}
            className="banner"
          />
        )}
        {me.viewAs && <ViewAsBar />}
        {may(me, 'system.settings') && !me.viewAs && <SetupBar path={path} />}
        <Layout.Content style={{ minHeight: 0, background: token.colorBgContainer }}>
          <PrintHead title={name} />
          {mayOpen(me, path) ? (
            <Outlet />
          ) : (
            <div className="page-empty">
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('page.forbidden')} />
            </div>
          )}
        </Layout.Content>
      </Layout>
      <Drawer
        open={choosing && !wide}
        placement="left"
        size={260}
        title={t('app.name')}
        styles={{ body: { padding: 0 } }}
        onClose={() => setChoosing(false)}
      >
        <MainMenu areas={areas} path={path} onGo={() => setChoosing(false)} />
      </Drawer>
      <SearchPalette open={searching} onClose={() => setSearching(false)} />
      <QuickFollowUp open={logging} onClose={() => setLogging(false)} />
      <KeyMap open={mapping} onClose={() => setMapping(false)} />
    </Layout>
  );
}
