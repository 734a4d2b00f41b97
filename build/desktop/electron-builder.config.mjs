// Installers of the desktop client. First `node build/run.mjs build` and
// `node build/desktop/build-desktop.mjs`, then on each system
// `npx electron-builder --config build/desktop/electron-builder.config.mjs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../node.mjs';
import { fuses } from './fuses.mjs';

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const config = {
  appId: 'org.xinhang.desktop',
  productName: 'Xinhang',
  copyright: 'Copyright © the Xinhang authors, MIT licence',
  electronVersion: devDependencies.electron,
  // The bundles hold all they need, so the application directory is `dist`, whose package.json has
  // no dependencies: nothing of node_modules is packed and nothing is rebuilt.
  directories: { app: 'dist', output: 'dist/installers', buildResources: 'build/desktop' },
  files: [
    'package.json',
    'desktop/**',
    'renderer/**',
    '!**/*.map',
    '!**/*.test.*',
    '!**/node_modules/**',
  ],
  asar: true,
  // "node_modules are handled elsewhere": no search for them in the workspace above `dist`.
  beforeBuild: async () => false,
  electronFuses: fuses,
  electronLanguages: ['zh-CN', 'zh-TW', 'en-US'],
  protocols: [{ name: 'Xinhang', schemes: ['xinhang'] }],
  // A stand-in: at run time each client reads the feed of the server it is enrolled at.
  publish: [{ provider: 'generic', url: 'https://localhost/updates/' }],
  win: {
    target: [{ target: 'nsis', arch: ['x64'] }],
    icon: 'build/desktop/icons/icon.ico',
    artifactName: 'xinhang-${version}-windows-${arch}.${ext}',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    shortcutName: '新航',
    // Chinese first; both scripts and English, chosen by the system's language.
    installerLanguages: ['zh_CN', 'zh_TW', 'en_US'],
    deleteAppDataOnUninstall: false,
  },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    icon: 'build/desktop/icons/icon.png',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    artifactName: 'xinhang-${version}-mac-${arch}.${ext}',
  },
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'build/desktop/icons/linux',
    category: 'Office',
    executableName: 'xinhang-desktop',
    maintainer: 'the Xinhang authors <noreply@localhost>',
    synopsis: 'Office software for small and medium companies',
    artifactName: 'xinhang-${version}-linux-${arch}.${ext}',
    desktop: { entry: { Name: 'Xinhang', 'Name[zh_CN]': '新航', 'Name[zh_TW]': '新航' } },
  },
};

export default config;
