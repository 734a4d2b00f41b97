import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  installService,
  removeService,
  serviceState,
  writeBelow,
  type LinuxHost,
} from './linux.ts';
import { ServiceError, type ServiceOrder } from './order.ts';
import { systemdUnit } from './systemd.ts';
import { quoted, WINDOWS_ACCOUNT, winswXml } from './winsw.ts';

const root = mkdtempSync(join(tmpdir(), 'xinhang-service-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const order: ServiceOrder = {
  node: process.execPath,
  entry: '/opt/新航 1.0/cli.mjs',
  data: '/srv/xin "hang"/50% $HOME',
  backups: '/mnt/backup',
  account: 'xinhang',
};
const analyze = (...argv: string[]) => spawnSync('systemd-analyze', argv, { encoding: 'utf8' });
const hasSystemd = analyze('--version').status === 0;

describe('the unit of systemd', () => {
  test('names program, data and account, each path as one word', () => {
    const unit = systemdUnit(order);
    const lines = unit.split('\n');
    expect(lines).toContain(
      String.raw`ReadWritePaths="/srv/xin \"hang\"/50%% $HOME" "-/mnt/backup" -/media -/run/media -/mnt`,
    );
    expect(unit).toContain(
      String.raw`"/opt/新航 1.0/cli.mjs" "start" "--data" "/srv/xin \"hang\"/50%% $$HOME"`,
    );
    for (const line of [
      'User=xinhang',
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
      'PrivateTmp=yes',
      'MemoryDenyWriteExecute=no',
      'Restart=always',
      'TimeoutStopSec=60',
      'WantedBy=multi-user.target',
    ]) {
      expect(lines).toContain(line);
    }
  });

  test('sees home directories only where something of it lies in one', () => {
    const elsewhere = { ...order, node: '/opt/node', data: '/srv/a' };
    expect(systemdUnit(elsewhere)).toContain('ProtectHome=yes');
    expect(systemdUnit({ ...elsewhere, data: '/home/it/data' })).toContain('ProtectHome=read-only');
  });

  test('takes no line break and no account that is none', () => {
    for (const bad of [
      { data: '/srv/a\nUser=root' },
      { entry: '' },
      { account: 'root\nUser=root' },
      { account: '../x' },
    ]) {
      expect(() => systemdUnit({ ...order, ...bad })).toThrow(ServiceError);
    }
  });

  test.skipIf(!hasSystemd)('is understood by systemd, which finds little exposed', () => {
    // What is verified must be there: the program, and an account of this machine.
    const entry = join(root, 'cli.mjs');
    writeFileSync(entry, '');
    const real = { ...order, entry, data: root, backups: root, account: 'daemon' };
    const { unit } = writeBelow(root, real);
    const verified = analyze('verify', '--man=no', unit);
    expect([verified.status, verified.stderr.match(/xinhang\.service.*/g) ?? []]).toEqual([0, []]);
    const { status, stdout } = analyze(
      'security',
      '--offline=true',
      '--threshold=30',
      '--no-pager',
      unit,
    );
    expect(status, stdout.trim().split('\n').at(-1)).toBe(0);
    // Negative control: a line that is none is named.
    writeFileSync(unit, readFileSync(unit, 'utf8').replace('Restart=always', 'Restart=sometimes'));
    expect(analyze('verify', '--man=no', unit).stderr).toContain('restart');
  });
});

test('the settings of WinSW carry every path as one argument of Windows', () => {
  const xml = winswXml({
    node: String.raw`C:\Program Files\新航\node\node.exe`,
    entry: String.raw`C:\Program Files\新航\dist\server\cli.mjs`,
    data: 'D:\\R&D\\data\\',
    backups: String.raw`E:\backup`,
    account: WINDOWS_ACCOUNT,
  });
  expect(xml).toContain(String.raw`<executable>C:\Program Files\新航\node\node.exe</executable>`);
  expect(xml).toContain(
    String.raw`&quot;C:\Program Files\新航\dist\server\cli.mjs&quot; start --data D:\R&amp;D\data\</arguments>`,
  );
  expect(xml).toContain(String.raw`<username>NT SERVICE\xinhang</username>`);
  expect(xml).toContain('<stoptimeout>60 sec</stoptimeout>');
  expect(quoted('D:\\my data\\')).toBe('"D:\\my data\\\\"');
  expect(quoted('a "b"')).toBe(String.raw`"a \"b\""`);
});

/** A machine of which every step is written down; programs named in `failing` fail. */
function hostWith(options: {
  uid?: number;
  systemd?: boolean;
  files?: string[];
  failing?: string;
}) {
  const ran: string[] = [];
  const host: LinuxHost = {
    uid: options.uid ?? 0,
    exists: (path) =>
      path === '/run/systemd/system'
        ? (options.systemd ?? true)
        : (options.files ?? []).includes(path),
    run: (program, ...args) => {
      ran.push([program, ...args].join(' '));
      const failed = options.failing === program;
      return { status: failed ? 1 : 0, said: failed ? 'it would not' : 'active\n' };
    },
  };
  return { host, ran };
}

test('installing and removing say why they cannot, and touch nothing then', () => {
  const cases: [Parameters<typeof hostWith>[0], RegExp][] = [
    [{ systemd: false }, /not run by systemd/],
    [{ uid: 1000 }, /sudo/],
  ];
  for (const [options, why] of cases) {
    const { host, ran } = hostWith(options);
    expect(() => installService(host, order)).toThrow(why);
    expect(() => removeService(host)).toThrow(why);
    expect(ran).toEqual([]);
  }
  const { host, ran } = hostWith({});
  expect(() => removeService(host)).toThrow(/no such service/);
  expect(ran).toEqual([]);
  const broken = hostWith({ failing: 'id' });
  const noAccount = { ...order, data: join(root, 'd'), backups: join(root, 'b') };
  const refused = { ...broken.host, run: () => ({ status: 1, said: 'it would not' }) };
  expect(() => installService(refused, noAccount)).toThrow(/"useradd .*failed: it would not/);
});

test('the state is what systemd says of it', () => {
  expect(serviceState(hostWith({}).host)).toEqual({ installed: false, state: '', enabled: false });
  const unit = '/etc/systemd/system/xinhang.service';
  expect(serviceState(hostWith({ files: [unit] }).host)).toMatchObject({
    installed: true,
    state: 'active',
  });
});
