import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import {
  ConfigError,
  configKeys,
  defaultConfig,
  keepConfig,
  readConfig,
} from '@xinhang/server/ops/config.ts';
import { openDataDirectory } from '@xinhang/server/ops/paths.ts';
import { parse } from 'smol-toml';
import { afterAll, expect, test, vi } from 'vitest';
import { xinhang, xinhangWith } from '../helpers/server-process.ts';

vi.setConfig({ testTimeout: 120_000 });
const root = mkdtempSync(join(tmpdir(), 'xinhang-config-'));
const paths = openDataDirectory(root);
afterAll(() => rmSync(root, { recursive: true }));

function read(text: string, env: NodeJS.ProcessEnv = {}, flags: Record<string, string> = {}) {
  writeFileSync(paths.config, text);
  return readConfig(paths.config, env, flags);
}

test('flags go before the environment before the file before the defaults', () => {
  expect(read('').port).toBe(7890);
  expect(read('port = 1').port).toBe(1);
  expect(read('port = 1', { XINHANG_PORT: '2' }).port).toBe(2);
  expect(read('port = 1', { XINHANG_PORT: '2' }, { port: '3' }).port).toBe(3);
  const levels = read('log_level = "warn"', {}, { 'log-level': 'debug' });
  expect(levels.log_level).toBe('debug');
});

test.each<[string, NodeJS.ProcessEnv, Record<string, string>, RegExp]>([
  ['prot = 1\ncolour = 2', {}, {}, /no key prot, colour; there are host, port, /],
  ['[server]\nport = 1', {}, {}, /no key server/],
  ['port = "one"', {}, {}, /config\.toml: port cannot be "one": .*expected number/],
  ['port = 1.5', {}, {}, /port cannot be 1\.5/],
  ['port = 70000', {}, {}, /port cannot be 70000/],
  ['port = ', {}, {}, /config\.toml: Invalid TOML/],
  ['port = 1\nport = 2', {}, {}, /config\.toml: Invalid TOML/],
  ['', { XINHANG_PROT: '1' }, {}, /XINHANG_PROT, which is no setting/],
  ['', { XINHANG_PORT: '' }, {}, /XINHANG_PORT: port cannot be ""/],
  ['', { XINHANG_PORT: '0x10' }, {}, /XINHANG_PORT: port cannot be "0x10"/],
  ['', {}, { port: '99999' }, /--port: port cannot be 99999/],
  ['', {}, { 'log-level': 'loud' }, /--log-level: log_level cannot be "loud"/],
])('%j with %j and %j is refused', (text, env, flags, message) => {
  expect(() => read(text, env, flags)).toThrow(ConfigError);
  expect(() => read(text, env, flags)).toThrow(message);
});

test('the first file names every key with its default, and the defaults hold without it', () => {
  expect(parse(defaultConfig())).toEqual({});
  const switchedOn = defaultConfig().replaceAll(/^# (\w+ = )/gm, '$1');
  expect(Object.keys(parse(switchedOn))).toEqual(Object.keys(configKeys));
  expect(read(switchedOn)).toEqual(read(''));
  writeFileSync(paths.config, 'port = 5');
  keepConfig(paths);
  expect(readFileSync(paths.config, 'utf8')).toBe('port = 5');
});

test('no key is in the file and in the setting table at once', () => {
  const stored = new Set(Object.keys(settingSchemas).map((key) => key.replace(/^.*\./, '')));
  const camel = (key: string) =>
    key.replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
  expect(
    Object.keys(configKeys).filter((key) => stored.has(key) || stored.has(camel(key))),
  ).toEqual([]);
});

test('the program says what is wrong and starts nothing', () => {
  writeFileSync(paths.config, 'prot = 1');
  const file = xinhang(root, 'start');
  expect(file).toMatchObject({ status: 2, stdout: '' });
  expect(file.stderr).toContain('there is no key prot');
  writeFileSync(paths.config, '');
  const env = xinhangWith({ XINHANG_PROT: '1' }, root, 'start');
  expect(env).toMatchObject({ status: 2, stdout: '' });
  expect(env.stderr).toContain('XINHANG_PROT');
});

test('the manual lists every key with its default', () => {
  const manual = readFileSync(join(import.meta.dirname, '../../docs/server.md'), 'utf8');
  const rows = [...manual.matchAll(/^\| `(\w+)` \| `([^`]+)` \|/gm)].map(([, key, value]) => [
    key,
    value,
  ]);
  const keys = Object.entries(configKeys).map(([key, { schema }]) => [
    key,
    String(schema.parse(undefined)),
  ]);
  expect(rows).toEqual(keys);
});
