import { api } from '@xinhang/shared/contract/api.ts';
import type { Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { nasty } from '../helpers/nasty.ts';
import { startCompany } from '../helpers/server.ts';

vi.setConfig({ testTimeout: 120_000 });
let company: Awaited<ReturnType<typeof startCompany>>;
let boss: string;
let customer: number;
const ids = { contact: 0, address: 0, title: 0, tag: 0, field: 0 };

beforeAll(async () => {
  company = await startCompany();
  boss = await company.login('boss');
  const post = async (path: string, body: object) => {
    const answer = await company.call(boss, 'POST', path, body);
    expect(answer.status, answer.text).toBe(201);
    return (answer.json as { id: number }).id;
  };
  customer = await post('/customers', { name: '甲公司' });
  ids.contact = await post(`/customers/${customer}/contacts`, { name: '王伟' });
  ids.address = await post(`/customers/${customer}/addresses`, { address: '深圳' });
  ids.title = await post(`/customers/${customer}/titles`, { title: '甲公司' });
  ids.tag = await post('/tags', { name: '重点' });
  ids.field = await post('/custom-fields', { label: '预算', type: 'number' });
});
afterAll(async () => {
  await company.stop();
});

const targets: [Endpoint, () => string, object][] = [
  [api.customers.create, () => '/customers', { name: '乙公司', duplicateReason: 'x' }],
  [api.customers.update, () => `/customers/${customer}`, { version: 1 }],
  [api.customers.assign, () => `/customers/${customer}/assign`, { version: 1, ownerId: null }],
  [
    api.customers.setCollaborators,
    () => `/customers/${customer}/collaborators`,
    { version: 1, userIds: [] },
  ],
  [api.contacts.create, () => `/customers/${customer}/contacts`, { name: '李雷' }],
  [api.contacts.update, () => `/contacts/${ids.contact}`, { version: 1 }],
  [api.contacts.createAddress, () => `/customers/${customer}/addresses`, { address: '深圳' }],
  [api.contacts.updateAddress, () => `/addresses/${ids.address}`, { version: 1 }],
  [api.contacts.createTitle, () => `/customers/${customer}/titles`, { title: '甲' }],
  [api.contacts.updateTitle, () => `/titles/${ids.title}`, { version: 1 }],
  [api.activities.create, () => '/follow-ups', { content: '谈了', customerId: 1 }],
  [api.settings.createTag, () => '/tags', { name: '新' }],
  [api.settings.updateTag, () => `/tags/${ids.tag}`, { version: 1 }],
  [api.settings.createCustomField, () => '/custom-fields', { label: '新', type: 'text' }],
  [api.settings.updateCustomField, () => `/custom-fields/${ids.field}`, { version: 1 }],
  [api.settings.createDict, () => '/dicts', { kind: 'industry', label: '新' }],
  // Last: nothing can be done to what is put away.
  [api.customers.archive, () => `/customers/${customer}/archive`, { version: 1, archived: false }],
];

const tables = {
  customers: 'customer',
  contacts: 'contact',
  addresses: 'customer_address',
  titles: 'customer_title',
  tags: 'tag',
  'custom-fields': 'custom_field',
} as const;

/** What is refused must be refused for itself, and not because the row moved on. */
async function versionOf(path: string) {
  const [, kind, id] = path.split('/');
  const row = await company.db.read
    .selectFrom(tables[kind as keyof typeof tables])
    .select('version')
    .where('id', '=', Number(id))
    .executeTakeFirstOrThrow();
  return { version: row.version };
}

const count = async () =>
  Number(
    (
      await company.db.read
        .selectFrom('audit_event')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

test.each(targets)(
  '$path: whatever stands in a field, it is taken or named',
  async (endpoint, path, base) => {
    const fields = Object.keys((endpoint.body as z.ZodObject).shape);
    for (const field of fields) {
      for (const value of nasty) {
        const before = await count();
        const current = 'version' in base ? await versionOf(path()) : {};
        const body = { ...base, ...current, [field]: value };
        const method = endpoint.method as 'POST';
        const answer = await company.call(boss, method, path(), body);
        const what = `${endpoint.method} ${endpoint.path} ${JSON.stringify({ [field]: value }).slice(0, 80)} ${answer.text.slice(0, 200)}`;
        expect(answer.status, what).toBeLessThan(500);
        if (answer.status < 300) continue;
        expect(await count(), what).toBe(before);
        const { code, errors } = answer.json as { code: string; errors?: { pointer: string }[] };
        if (code !== 'validation-failed' && code !== 'field-refused') continue;
        expect(errors!.length, what).toBeGreaterThan(0);
        for (const { pointer } of errors!) expect(pointer, what).toMatch(/^\/[A-Za-z]/);
        const named = errors!.some(({ pointer }) => pointer.startsWith(`/${field}`));
        expect(named, what).toBe(true);
      }
    }
  },
);
