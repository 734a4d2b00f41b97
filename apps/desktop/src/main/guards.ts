import type { ContentsApi, SessionApi } from './electron-api.ts';
import type { Log } from './log.ts';
import { APP_ORIGIN, isAppPage } from './origin.ts';

/** The single permission given, and to the own page only: putting text on the clipboard. */
const GRANTED = 'clipboard-sanitized-write';

const isOwn = (url: string) => url === APP_ORIGIN || url.startsWith(`${APP_ORIGIN}/`);

/** Schemes by which a page could reach a network or the disk without the main process. */
const outside = /^(?:https?|wss?|ftp|file):/i;

/** Denies everything a page may ask of the system, and every way to a network of its own. */
export function guardSession(session: SessionApi, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const granted = permission === GRANTED && isOwn(details.requestingUrl);
    if (!granted) log.warn('permission-denied', { permission });
    decide(granted);
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === GRANTED && isOwn(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null));
  session.webRequest.onBeforeRequest((details, decide) => {
    const cancel = outside.test(details.url);
    if (cancel) log.warn('request-blocked', { kind: details.resourceType });
    decide({ cancel });
  });
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (isOwn(url) || url.startsWith(`blob:${APP_ORIGIN}/`)) return;
    event.preventDefault();
    log.warn('download-blocked');
  });
}

interface Navigation {
  url: string;
  preventDefault(): void;
}

/** Keeps a page on the application's page: no other address, no window, no embedded browser. */
export function guardContents(contents: ContentsApi, log: Log): void {
  const stay = (navigation: Navigation) => {
    if (isAppPage(navigation.url)) return;
    navigation.preventDefault();
    log.warn('navigation-blocked', { scheme: navigation.url.split(':', 1)[0] });
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    log.warn('webview-blocked');
  });
  contents.setWindowOpenHandler(({ url }) => {
    log.warn('window-blocked', { scheme: url.split(':', 1)[0] });
    return { action: 'deny' };
  });
  // Without it WebRTC could send packets past both the policy and the request filter.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
