import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { checkKeys, customerFigureNames, findingCodes } from '@xinhang/shared/doctor.ts';
import { checkWords, figureWords } from '@xinhang/shared/doctor-words.ts';
import { dataFindingWords } from '@xinhang/shared/finding-words-data.ts';
import { stockFindingWords } from '@xinhang/shared/finding-words-stock.ts';
import { machineFindingWords } from '@xinhang/shared/finding-words.ts';
import { permissionNames, scopes } from '@xinhang/shared/permissions.ts';
import { problemStatus } from '@xinhang/shared/problems.ts';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import type { Words } from '@xinhang/shared/words.ts';
import { expect, test } from 'vitest';
import { proxyProblemStatus } from '../../apps/desktop/src/main/proxy-problem.ts';
import { en } from '../../apps/desktop/src/renderer/i18n/en.ts';
import { zhCn } from '../../apps/desktop/src/renderer/i18n/zh-cn.ts';
import { zhTw } from '../../apps/desktop/src/renderer/i18n/zh-tw.ts';

const languages: Record<string, Readonly<Record<string, string>>> = { zhCn, zhTw, en };
const root = join(import.meta.dirname, '../..');

const missing = (keys: readonly string[]) =>
  Object.entries(languages).flatMap(([language, texts]) =>
    keys.filter((key) => !texts[key]?.trim()).map((key) => `${language} ${key}`),
  );

test('every code of the server and of the desktop has words in each language', () => {
  const codes = [...Object.keys(problemStatus), ...Object.keys(proxyProblemStatus)];
  expect(missing(codes.map((code) => `problem.${code}`))).toEqual([]);
  expect(missing(['problem.no-such-code'])).toHaveLength(3);
});

test('a word stands once in each language: of two the last would be shown in both places', () => {
  const folders = globSync('apps/desktop/src/renderer/i18n/*/', { cwd: root });
  expect(folders).toHaveLength(3);
  const twice = folders.flatMap((folder) => {
    const seen = new Set<string>();
    return globSync(`${folder}/*.ts`, { cwd: root }).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/^ {2}'([^']+)':/gm)]
        .map((match) => match[1]!)
        .filter((key) => seen.size === seen.add(key).size)
        .map((key) => `${path} ${key}`),
    );
  });
  expect(twice).toEqual([]);
});

test('an endpoint answers no code outside the closed list', () => {
  for (const { name, endpoint } of allEndpoints()) {
    for (const code of endpoint.problems ?? []) {
      expect([name, code, code in problemStatus]).toEqual([name, code, true]);
    }
  }
});

test('every refusal of a field has words in each language', () => {
  const codes = globSync('apps/server/src/**/*.ts', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(/fieldRefused\(\s*[^,]+,\s*'([^']+)'/g)].map((match) => match[1]!);
  });
  expect(codes).toContain('owner-out-of-reach');
  expect(missing(codes.map((code) => `field.${code}`))).toEqual([]);
});

test('everything that is audited has words in each language', () => {
  const calls =
    /(?:action: |record(?:Child|Org)?(?:Change)?\(\s*\w+,\s*)'([a-zA-Z]+\.[a-zA-Z]+)'|action = '(\w+\.\w+)'/g;
  const actions = globSync('apps/server/src/**/*.ts', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(calls)].map((match) => match[1] ?? match[2]!);
  });
  expect(actions).toContain('roles.update');
  expect(missing(actions.map((action) => `action.${action}`))).toEqual([]);
});

test('every kind of job has words in each language', () => {
  const kinds = globSync('apps/server/src/**/*.ts', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(/(?:\bkind: |const BULK = )'(\w+(?:\.\w+)+)'/g)].map(
      (match) => match[1]!,
    );
  });
  expect(kinds).toEqual(expect.arrayContaining(['stock.export', 'deals.bulk', 'alerts.night']));
  expect(missing(kinds.map((kind) => `job.kind.${kind}`))).toEqual([]);
});

test('each permission, setting and scope is explained in each language', () => {
  const keys = [
    ...permissionNames.flatMap((name) => [`perm.${name}`, `permWhy.${name}`]),
    ...Object.keys(settingSchemas).flatMap((key) => [`setting.${key}`, `settingWhy.${key}`]),
    ...scopes.flatMap((scope) => [`scope.${scope}`, `scopeWhy.${scope}`]),
  ];
  expect(missing(keys)).toEqual([]);
});

const values = (text: string | undefined) =>
  [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).toSorted();

test('whatever the doctor looks at and finds has words in each language, with the same values', () => {
  const found = { ...machineFindingWords, ...dataFindingWords, ...stockFindingWords };
  expect(Object.keys(found).toSorted()).toEqual([...findingCodes].toSorted());
  expect(Object.keys(checkWords)).toEqual(checkKeys);
  expect(Object.keys(figureWords)).toEqual(customerFigureNames);
  const all: Words[] = [
    ...Object.values(found).flat(),
    ...Object.values(checkWords),
    ...Object.values(figureWords),
  ];
  for (const words of all) {
    const [first, ...others] = Object.values(words);
    for (const text of others) expect([text, values(text)]).toEqual([text, values(first)]);
    expect(Object.values(words).every((text) => text.trim() !== '')).toBe(true);
  }
});

test('each text takes the same values in each language', () => {
  for (const [key, text] of Object.entries(zhCn)) {
    expect([key, values((zhTw as Record<string, string>)[key])]).toEqual([key, values(text)]);
    expect([key, values((en as Record<string, string>)[key])]).toEqual([key, values(text)]);
  }
});

test('every figure that conditions of approvals may ask of has words in each language', () => {
  const files = globSync('apps/server/src/**/*.ts', { cwd: root });
  const fields = files.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(/\{ name: '(\w+)', type: '(?:money|number|dept|role)' \}/g)].map(
      (match) => match[1]!,
    );
  });
  expect(fields).toContain('overCreditFen');
  expect(missing(fields.map((name) => `fact.${name}`))).toEqual([]);
});
