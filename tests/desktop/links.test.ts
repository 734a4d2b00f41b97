import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkAreas, route } from '../../apps/desktop/src/bridge/route.ts';
import { parseAddress } from '../../apps/desktop/src/main/address.ts';
import { linkIn, routeOfLink } from '../../apps/desktop/src/main/deep-link.ts';
import { addressOf, discover } from '../../apps/desktop/src/main/discovery.ts';
import { BridgeError } from '../../apps/desktop/src/main/bridge-error.ts';
import { pdfFileName } from '../../apps/desktop/src/main/printing.ts';
import { systemLanguage } from '../../apps/desktop/src/main/strings.ts';
import { isNewer, updateState } from '../../apps/desktop/src/main/updates.ts';
import { goodHandshake } from './fake-server.ts';

describe('deep links', () => {
  test.each([
    ['xinhang://customers/123', '/customers/123'],
    ['xinhang://customers', '/customers'],
    ['xinhang://customers/', '/customers'],
    ['xinhang://deals/9/', '/deals/9'],
  ])('%s opens %s', (link, expected) => expect(routeOfLink(link)).toBe(expected));

  test.each([
    'xinhang://customers/0123',
    'xinhang://customers/-1',
    'xinhang://customers/1/delete',
    'xinhang://customers/1?confirm=1',
    'xinhang://customers/1#x',
    'xinhang://customers/../settings',
    'xinhang://customers/%31',
    'xinhang://user@customers/1',
    'xinhang://customers:80/1',
    'xinhang://nowhere/1',
    'xinhang:customers/1',
    'XINHANG://customers/1',
    ' xinhang://customers/1',
    'xinhang://customers/1\n',
    'javascript:alert(1)',
    'https://customers/1',
    'xinhang://customers/1234567890123456',
    'xinhang://constructor/1',
    '',
  ])('%j opens nothing', (link) => expect(routeOfLink(link)).toBeNull());

  test('a notification opens its page: the bridge knows the area of every route that one names', () => {
    const server = join(import.meta.dirname, '../../apps/server/src');
    const named = globSync('**/*.ts', { cwd: server }).flatMap((file) => [
      ...readFileSync(join(server, file), 'utf8').matchAll(/\broute: ['`](\/[a-z][^'`]*)['`]/g),
    ]);
    expect(named.length).toBeGreaterThan(5);
    expect(named.some(([, path]) => path!.includes('?'))).toBe(true);
    for (const [, path] of named) {
      const filled = path!.replaceAll(/\$\{[^}]*\}/g, '1');
      expect([path, route.safeParse(filled).success]).toEqual([path, true]);
    }
    for (const odd of ['/reviews?tab=../x', '/reviews?tab=%2f', '/reviews?', '/reviews?a=b#c']) {
      expect([odd, route.safeParse(odd).success]).toEqual([odd, false]);
    }
  });

  test('whatever comes in, only a route of the contract comes out', () => {
    const near = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            ...linkAreas,
            'xinhang',
            '://',
            '/',
            '..',
            '%2f',
            '?',
            '#',
            '@',
            '1',
            '\\',
          ),
          fc.string({ maxLength: 4 }),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          near.map((rest) => `xinhang://${rest}`),
          fc.string(),
        ),
        (link) => {
          const found = routeOfLink(link);
          if (found === null) return;
          expect(route.safeParse(found).success).toBe(true);
          expect(found).toMatch(/^\/[a-z-]+(\/[1-9][0-9]*)?$/);
        },
      ),
      { numRuns: 20_000 },
    );
    const good = fc.tuple(fc.constantFrom(...linkAreas), fc.integer({ min: 1 }));
    fc.assert(
      fc.property(good, ([area, id]) => {
        expect(routeOfLink(`xinhang://${area}/${id}`)).toBe(`/${area}/${id}`);
      }),
    );
  });

  test('are found among the arguments of a start', () => {
    expect(linkIn(['xinhang.exe', '--flag', 'xinhang://deals/1'])).toBe('xinhang://deals/1');
    expect(linkIn(['xinhang.exe'])).toBeNull();
  });
});

describe('addresses', () => {
  test.each([
    ['192.168.1.20:8443', 'https://192.168.1.20:8443'],
    ['office.lan', 'https://office.lan'],
    ['  https://Office.LAN:8443/ ', 'https://office.lan:8443'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://127.1', 'http://127.0.0.1'],
  ])('%j is %s', (typed, origin) => expect(parseAddress(typed).origin).toBe(origin));

  test.each([
    ['http://192.168.1.20', 'address-insecure'],
    ['http://localhost.evil.example', 'address-insecure'],
    ['http://0.0.0.0:8080', 'address-insecure'],
    ['', 'address-invalid'],
    ['a b', 'address-invalid'],
    ['ftp://host', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['https://user:pass@host', 'address-invalid'],
    ['http://127.0.0.1@evil.example', 'address-invalid'],
    ['http://:pass@localhost', 'address-invalid'],
    ['https://host/path', 'address-invalid'],
    ['https://host/?q', 'address-invalid'],
    ['host:99999', 'address-invalid'],
  ])('%j is refused with %s', (typed, code) => {
    expect(() => parseAddress(typed)).toThrow(expect.objectContaining({ code }));
  });

  test('announcements are hints: cleaned, and each tried before it is called good', async () => {
    const own = new Set(['192.168.1.5']);
    const found = { name: 'n', addresses: ['fe80::1', '192.168.1.9'], port: 8443 };
    expect(addressOf(found, own)).toBe('https://192.168.1.9:8443');
    expect(addressOf({ ...found, addresses: ['192.168.1.5'] }, own)).toBe('http://127.0.0.1:8443');
    expect(addressOf({ ...found, port: 70_000 }, own)).toBeNull();
    const rows = await discover({
      browse: async () => [
        { name: '总部\u0007', addresses: ['10.9.9.1'], port: 1 },
        { name: '假', addresses: ['10.9.9.2'], port: 2 },
        { name: 'v6', addresses: ['fe80::1'], port: 3 },
      ],
      verify: async (address) => {
        if (address.endsWith(':2')) throw new BridgeError('server-not-xinhang');
        return goodHandshake as never;
      },
    });
    expect(rows).toEqual([
      { name: '总部 ', address: 'https://10.9.9.1:1', state: 'ok' },
      { name: '假', address: 'https://10.9.9.2:2', state: 'server-not-xinhang' },
    ]);
  });
});

test.each([
  ['报价单 2026-11/7', '报价单 2026-11_7.pdf'],
  ['a.pdf', 'a.pdf'],
  ['..\\..\\x', '_.._x.pdf'],
  ['con', '_con.pdf'],
  ['...', '_.pdf'],
])('the PDF name %j becomes %j', (wanted, name) => expect(pdfFileName(wanted)).toBe(name));

test.each([
  [['zh-Hant-HK', 'en'], 'zh-TW'],
  [['zh-TW'], 'zh-TW'],
  [['zh-Hans-CN'], 'zh-CN'],
  [['de-DE', 'en-GB'], 'en'],
  [[], 'zh-CN'],
])('a system in %j starts in %s', (tags, language) => expect(systemLanguage(tags)).toBe(language));

test('versions and levels decide what to say about updates', () => {
  expect([
    isNewer('0.10.0', '0.9.9'),
    isNewer('1.0.0', '1.0.0'),
    isNewer('0.1.0', '0.2.0'),
  ]).toEqual([true, false, false]);
  const found = { ...goodHandshake, product: 'xinhang' as const };
  expect(updateState(found, '0.1.0').state).toBe('available');
  expect(updateState(found, '0.2.0').state).toBe('none');
  expect(updateState({ ...found, updateFeed: null }, '0.1.0').state).toBe('none');
  expect(updateState({ ...found, minClientLevel: 2 }, '0.1.0').state).toBe('required');
  expect(updateState({ ...found, apiLevel: 0 }, '0.1.0').state).toBe('server-older');
});
