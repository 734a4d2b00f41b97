import { expect, test } from 'vitest';
import { coreBeginnings, endsAWord, mayBegin, nameCore } from './name-core.ts';

test('region, branch and legal form are no part of the core', () => {
  for (const name of [
    '深圳市华瑞科技有限公司',
    '深圳華瑞科技股份有限公司',
    '北京华瑞科技有限公司上海分公司',
    '北京华瑞科技有限公司第二营业部',
    '华瑞科技（中国）有限公司',
    '广东省深圳市南山区华瑞科技（集团）有限公司',
    '臺北市華瑞科技股份有限公司',
    '昆山市华瑞科技',
  ]) {
    expect(nameCore(name), name).toBe('华瑞科技');
  }
  expect(nameCore('Northwind Traders Co., Ltd.')).toBe('northwind traders');
});

test('what names no firm of its own has no core', () => {
  const names = ['信息技术有限公司', '华瑞有限公司', '深圳华瑞', '王', 'ACME Inc.', '***', ''];
  for (const name of names) expect(nameCore(name), name).toBe('');
});

test('a name that only looks like a region keeps it', () => {
  expect(nameCore('新城市建设有限公司')).toBe('新城市建设');
  expect(nameCore('阿里巴巴网络')).toBe('阿里巴巴网络');
  expect(nameCore('大同超市')).toBe('大同超市');
});

test('beginnings are long enough, and end where a word does', () => {
  expect(coreBeginnings('比亚迪汽车')).toContain('比亚迪');
  expect(coreBeginnings('华瑞科技发展')).toContain('华瑞科技');
  expect(coreBeginnings('华瑞科技发展')).not.toContain('华瑞');
  expect(coreBeginnings('信息技术服务')).not.toContain('信息技术');
  expect(coreBeginnings('northwind traders')).toEqual(['northwind']);
  expect(coreBeginnings('acme tools')).toEqual([]);
  expect(mayBegin('华瑞')).toBe(false);
  expect(endsAWord('north', 'northwind')).toBe(false);
  expect(endsAWord('north', 'north wind')).toBe(true);
});
