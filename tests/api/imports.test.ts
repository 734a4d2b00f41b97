import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { userByLogin } from '@xinhang/db/repositories/users.ts';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import { importNorthwind } from '@xinhang/server/imports/northwind.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { startCompany } from '../helpers/server.ts';

// Dozens of first passwords are hashed as slowly as real ones.
vi.setConfig({ testTimeout: 120_000 });

const data = resolve(import.meta.dirname, '../../../shared/data');

if (!existsSync(data)) {
  console.log('The real data sets are not here: their import is not tested.');
  test('the real data sets are optional', () => {
    expect(existsSync(data)).toBe(false);
  });
} else {
  describe('real data sets', () => {
    let company: Awaited<ReturnType<typeof startCompany>>;
    beforeAll(async () => {
      company = await startCompany();
    });
    afterAll(async () => {
      await company.stop();
    });

    async function sees(login: string): Promise<number> {
      const { db } = company;
      const user = await userByLogin(db.read, login);
      const actor: Actor | null = await loadActor(db.read, user!.id);
      return await countCustomers(db.read, actor!, { archived: false }, 1000);
    }

    test('crm-pipeline: 85 accounts, each manager sees the own team’s', async () => {
      const run = async () => await importCrmPipeline(placeOf(company), `${data}/crm-pipeline`);
      const first = await run();
      expect(first).toMatchObject({ users: 41, customers: 85 });
      const about = (text: string) => first.findings.filter(({ reason }) => reason.includes(text));
      expect(about('opportunity without account')).toHaveLength(1425);
      // Written otherwise in the price list, and worth as much all the same.
      expect(about('unknown product GTXPro (GTX Pro?)')).toHaveLength(1480);
      // A sector that the set writes wrong throughout.
      expect(about('unknown sector technolgy (technology?); taken as it stands')).toHaveLength(12);
      const others = first.findings.filter(
        ({ reason }) => !/without account|GTXPro|technolgy/.test(reason),
      );
      expect(others).toEqual([]);
      // Each region has two managers.
      expect(first.notes).toHaveLength(3);
      expect(await sees('melvin.marxen')).toBe(28);
      expect(await sees('rocco.neubert')).toBe(22);
      expect(await sees('dustin.brinkmann')).toBe(1);
      expect(await run()).toMatchObject({ users: 0, customers: 0 });
    });

    test('northwind: Fuller sees all 91 customers, Buchanan 20', async () => {
      const run = async () => await importNorthwind(placeOf(company), `${data}/northwind`);
      expect(await run()).toMatchObject({ users: 9, customers: 91, contacts: 91, findings: [] });
      expect(await sees('fuller')).toBe(91);
      expect(await sees('buchanan')).toBe(20);
      const owners = await company.db.read
        .selectFrom('customer')
        .innerJoin('user', 'user.id', 'customer.owner_id')
        .select(['customer.external_no as no', 'user.login as login'])
        .where('customer.external_no', 'in', ['northwind:FISSA', 'northwind:PARIS'])
        .execute();
      expect(owners.map(({ login }) => login)).toEqual(['fuller', 'fuller']);
      expect(await run()).toMatchObject({ users: 0, customers: 0, contacts: 0 });
    });
  });
}
