export const APP_SCHEME = 'app';
export const APP_HOST = 'xinhang';
/** The one origin of the application's page; Chromium derives it from a `standard` scheme. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;
/** The scheme by which the system opens links into the application. */
export const LINK_SCHEME = 'xinhang';

/** Must be registered before the application is ready. No service workers, no CSP bypass. */
export const appScheme = {
  scheme: APP_SCHEME,
  privileges: {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    stream: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
    allowExtensions: false,
  },
} as const;

/** True for the application's own page, whatever its hash. */
export function isAppPage(url: string): boolean {
  return url === APP_PAGE || url.startsWith(`${APP_PAGE}#`) || url === `${APP_PAGE}index.html`;
}
