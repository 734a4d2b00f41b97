import { expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { askingDevice, newCode } from '../helpers/tls.ts';

test('codes, files and devices that ask are in the audit, in the name of whoever it was', async () => {
  const company = await startCompany();
  try {
    await company.app.ready();
    const order = { hosts: ['127.0.0.1'], port: 0, names: () => ['127.0.0.1'] };
    await company.app.tls.open(company.app, order);
    const admin = await company.login('admin');
    const entries = async () =>
      await company.db.read
        .selectFrom('audit_event')
        .select(['action', 'actor_id as by'])
        .where('action', 'like', 'devices.%')
        .orderBy('id')
        .execute();
    const code = await newCode(company.call, admin);
    const by = company.users['admin'];
    const made = [{ action: 'devices.makeCode', by }];
    expect(await entries()).toEqual(made);
    const { body } = askingDevice(code, '前台电脑');
    expect((await company.call(null, 'POST', '/devices/enrol', body)).status).toBe(201);
    made.push({ action: 'devices.enrol', by: null as never });
    expect(await entries()).toEqual(made);
    const file = { name: '浏览器', userId: null };
    expect((await company.call(admin, 'POST', '/devices/files', file)).status).toBeLessThan(300);
    expect(await entries()).toEqual([...made, { action: 'devices.makeFile', by }]);
  } finally {
    await company.stop();
  }
});
