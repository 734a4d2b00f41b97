import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { WindowPlace } from './window-state.ts';

/** The web preferences of every window; a test holds them against Electron's security checklist. */
export function webPreferences(preloadPath: string, packaged: boolean): WebPreferences {
  return {
    preload: preloadPath,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // The dictionaries would be fetched from the internet.
    spellcheck: false,
    devTools: !packaged,
    plugins: false,
    disableDialogs: false,
  };
}

export interface WindowOptionsInput {
  preloadPath: string;
  iconPath: string;
  packaged: boolean;
  title: string;
  place: WindowPlace;
}

/** The main window; shown once it has something to show. */
export function windowOptions(input: WindowOptionsInput): BrowserWindowConstructorOptions {
  const { x, y, width, height } = input.place;
  return {
    width,
    height,
    ...(x !== undefined && y !== undefined && { x, y }),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: input.title,
    icon: input.iconPath,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: webPreferences(input.preloadPath, input.packaged),
  };
}
