import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyUnsafe, type Host } from '@xinhang/server/ops/unsafe-place.ts';
import { afterAll, expect, test, vi } from 'vitest';
import { xinhang, xinhangWith } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 120_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-place-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Fake {
  env?: Record<string, string>;
  files?: Record<string, string>;
  shares?: string;
}

function host(platform: NodeJS.Platform, { env = {}, files = {}, shares = '' }: Fake): Host {
  return {
    platform,
    env,
    home: platform === 'win32' ? 'C:\\Users\\li' : '/home/li',
    exists: (path) => path in files,
    read: (path) => files[path] ?? null,
    shares: () => shares,
  };
}

const mounts = (...lines: string[]) => ({
  '/proc/self/mountinfo': [
    '21 1 254:0 / / rw - ext4 /dev/vda rw',
    '25 21 0:22 / /tmp rw - tmpfs tmpfs rw',
    ...lines,
  ].join('\n'),
});

test.each<[string, Fake, RegExp]>([
  [
    '/mnt/nas/xinhang',
    { files: mounts('30 21 0:40 / /mnt/nas rw - nfs4 nas:/vol1 rw') },
    /nfs4 \(nas:\/vol1\)/,
  ],
  [
    '/mnt/nas/xinhang',
    { files: mounts('30 21 0:40 / /mnt/nas rw - cifs //nas/office rw') },
    /cifs/,
  ],
  ['/mnt/c/xinhang', { files: mounts('30 21 0:40 / /mnt/c rw - 9p C:\\134 rw') }, /9p \(C:\\\)/],
  ['/mnt/s/x', { files: mounts('30 21 0:40 / /mnt/s rw - fuse.sshfs li@nas: rw') }, /fuse\.sshfs/],
  [
    '/mnt/two words/x',
    { files: mounts('30 21 0:4 / /mnt/two\\040words rw - smb3 //a rw') },
    /smb3/,
  ],
  ['/home/li/Dropbox/firm', {}, /Dropbox synchronises/],
  ['/home/li/Dropbox (Firma)/x', {}, /Dropbox synchronises/],
  ['/home/li/OneDrive - 远帆/data', {}, /OneDrive synchronises/],
  ['/home/li/我的坚果云/data', {}, /坚果云 synchronises/],
  ['/home/li/Nutstore Files/data', {}, /坚果云 synchronises/],
  ['/home/li/百度网盘同步/data', {}, /百度网盘 synchronises/],
  ['/srv/shared/data', { files: { '/srv/shared/.stfolder': '' } }, /Syncthing synchronises/],
  ['/srv/shared/a/b', { files: { '/srv/shared/.dropbox': '' } }, /Dropbox/],
  [
    '/srv/box/data',
    { files: { '/home/li/.dropbox/info.json': '{"business":{"path":"/srv/box"}}' } },
    /Dropbox/,
  ],
])('on Linux %s is refused and says why', (path, fake, reason) => {
  const files = { ...mounts(), ...fake.files };
  expect(whyUnsafe(path, host('linux', { ...fake, files }))).toMatch(reason);
});

const netUse = [
  'New connections will be remembered.',
  'Status       Local     Remote                    Network',
  '-----------------------------------------------------------',
  'OK           Z:        \\\\nas\\office              Microsoft Windows Network',
].join('\r\n');

test.each<[string, Fake, RegExp]>([
  ['\\\\nas\\office\\xinhang', {}, /a share of another machine/],
  ['\\\\?\\UNC\\nas\\office', {}, /a share of another machine/],
  ['z:\\xinhang', { shares: netUse }, /the share \\\\nas\\office/],
  ['D:\\云\\data', { env: { OneDriveCommercial: 'd:\\云' } }, /OneDrive synchronises/],
  ['C:\\Users\\li\\OneDrive\\data', {}, /OneDrive synchronises/],
  [
    'E:\\Box\\data',
    {
      env: { APPDATA: 'C:\\Users\\li\\AppData\\Roaming' },
      files: {
        'C:\\Users\\li\\AppData\\Roaming\\Dropbox\\info.json':
          '{"personal": {"path": "E:\\\\Box"}}',
      },
    },
    /Dropbox synchronises/,
  ],
])('on Windows %s is refused and says why', (path, fake, reason) => {
  expect(whyUnsafe(path, host('win32', fake))).toMatch(reason);
});

test.each<[NodeJS.Platform, string, Fake]>([
  ['linux', '/var/lib/xinhang', { files: mounts() }],
  ['linux', '/tmp/x', { files: mounts('30 21 0:40 / /mnt/nas rw - nfs4 nas:/vol1 rw') }],
  ['linux', '/data', { files: mounts('30 21 0:4 / /data rw - fuse.fuse-overlayfs overlay rw') }],
  // Something local lies over a share.
  [
    'linux',
    '/n/x',
    { files: mounts('3 2 0:4 / /n rw - nfs a:/ rw', '4 3 8:1 / /n/x rw - ext4 /dev/sdb rw') },
  ],
  ['linux', '/home/li/dropbox-notes/data', {}],
  ['linux', '/srv/OneDriver/data', {}],
  [
    'win32',
    'C:\\ProgramData\\Xinhang',
    { shares: netUse, env: { OneDrive: 'C:\\Users\\li\\OneDrive' } },
  ],
  ['win32', '\\\\?\\D:\\Xinhang', { shares: netUse }],
])('on %s %s is as good as any', (platform, path, fake) => {
  expect(whyUnsafe(path, host(platform, fake))).toBeNull();
});

test('the program makes nothing in a synchronised folder, also behind a link, and names it', () => {
  const synced = join(root, 'Dropbox');
  mkdirSync(synced);
  const link = join(root, 'looks-fine');
  symlinkSync(synced, link);
  for (const data of [join(synced, 'data'), join(link, 'data')]) {
    const { status, stdout, stderr } = xinhang(data, 'start', '--port', '0');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('lies in a folder that Dropbox synchronises');
    expect(xinhang(data, 'init').stderr).toContain('Dropbox synchronises');
  }
  writeFileSync(join(root, '.stfolder'), '');
  const oneDrive = { OneDrive: join(root, 'cloud') };
  expect(xinhangWith(oneDrive, join(root, 'cloud/data'), 'init').stderr).toContain('OneDrive');
  expect(xinhang(join(root, 'data'), 'init').stderr).toContain('Syncthing');
});
