import type { Language } from '@xinhang/shared/auth.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider, Spin, theme, type ConfigProviderProps } from 'antd';
import enUs from 'antd/locale/en_US';
import zhCn from 'antd/locale/zh_CN';
import zhTw from 'antd/locale/zh_TW';
import { useEffect, useLayoutEffect, useMemo, type ReactNode } from 'react';
import { useAppearance } from './app/appearance.ts';
import { queryClient } from './app/query.ts';
import { useSession } from './app/session.ts';
import { ConnectionError } from '@xinhang/shared/contract/client.ts';
import { LoginPage } from './features/login/login-page.tsx';
import { PasswordPage } from './features/login/password-page.tsx';
import { ServerPage, useServerKnown } from './features/login/server-page.tsx';
import { UpdatePage } from './features/login/update-page.tsx';
import { ConfirmDialog } from './form/confirm-dialog.tsx';
import { useText } from './i18n/i18n.ts';
import { router } from './router.tsx';
import { LoadError } from './ui/load-error.tsx';
import { pageNonce } from './ui/style-nonce.ts';
import { themeOf } from './ui/theme.ts';

const locales: Record<Language, ConfigProviderProps['locale']> = {
  'zh-CN': zhCn,
  'zh-TW': zhTw,
  en: enUs,
};

export function Root() {
  const { language } = useText();
  const { theme: chosen, density, fontSize } = useAppearance();
  const look = useMemo(
    () => themeOf({ theme: chosen, density, fontSize }, language),
    [chosen, density, fontSize, language],
  );
  const nonce = pageNonce();
  return (
    <ConfigProvider
      theme={look}
      locale={locales[language]}
      button={{ autoInsertSpace: false }}
      {...(nonce && { csp: { nonce } })}
    >
      <App style={{ height: '100%' }} message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <Surface>
            <Gate />
            <ConfirmDialog />
          </Surface>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

/** The ground of every page; its colours are handed to the style sheets as variables. */
function Surface({ children }: { children: ReactNode }) {
  const { token } = theme.useToken();
  const chosen = useAppearance((store) => store.theme);
  useLayoutEffect(() => {
    const variables: Record<string, string> = {
      accent: token.colorPrimary,
      ground: token.colorBgContainer,
      'ground-head': token.colorBgLayout,
      line: token.colorBorderSecondary,
      hover: token.controlItemBgHover,
      chosen: token.controlItemBgActive,
      text: token.colorText,
      'text-soft': token.colorTextSecondary,
      danger: token.colorError,
      warning: token.colorWarning,
      good: chosen === 'dark' ? '#73c78a' : '#1a7f37',
      link: token.colorLink,
      fill: token.colorFillSecondary,
    };
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(variables)) style.setProperty(`--${name}`, value);
    style.setProperty('color-scheme', chosen);
    style.fontSize = `${token.fontSize}px`;
  }, [token, chosen]);
  return (
    <div style={{ height: '100%', background: token.colorBgContainer, color: token.colorText }}>
      {children}
    </div>
  );
}

function Gate() {
  const { t } = useText();
  const { session, load, end } = useSession();
  const server = useServerKnown();
  const known = server.known;
  useEffect(() => {
    if (known) void load();
  }, [known, load]);
  useEffect(() => window.xinhang?.on('session-ended', end), [end]);

  const forget = async () => {
    await window.xinhang?.server.forget();
    queryClient.clear();
    server.recheck();
  };
  if (known === false) return <ServerPage onConnected={server.recheck} />;
  switch (session.state) {
    case 'loading':
      return (
        <div className="centre" role="status" aria-label={t('common.loading')}>
          <Spin delay={300} />
        </div>
      );
    case 'unreachable':
      return (
        <div className="centre">
          <LoadError error={new ConnectionError(null)} retry={() => void load()} />
        </div>
      );
    case 'too-old':
      return <UpdatePage />;
    case 'out':
      return <LoginPage {...(window.xinhang && { onOther: () => void forget() })} />;
    case 'in':
      // Who looks through these eyes cannot choose a password for them.
      return session.me.mustChangePassword && !session.me.viewAs ? (
        <PasswordPage />
      ) : (
        <RouterProvider router={router} />
      );
  }
}
