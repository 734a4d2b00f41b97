import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import { countCustomers } from '@xinhang/db/repositories/customer-list.ts';
import { dealOutcomes } from '@xinhang/db/repositories/deal-figures.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import { userByLogin } from '@xinhang/db/repositories/users.ts';
import { knownSince } from '@xinhang/db/repositories/work-logs.ts';
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
      expect(first).toMatchObject({ users: 41, customers: 85, deals: 8800 });
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
      // Since when they are known stands in the audit: no log is owed of a week before.
      const people = await company.db.read
        .selectFrom('user')
        .select('id')
        .where('external_no', '!=', '')
        .execute();
      const ids = people.map(({ id }) => id);
      expect((await knownSince(company.db.read, ids)).size).toBe(41);
      expect(await sees('melvin.marxen')).toBe(28);
      expect(await sees('rocco.neubert')).toBe(22);
      expect(await sees('dustin.brinkmann')).toBe(1);
      expect(await run()).toMatchObject({ users: 0, customers: 0, deals: 0 });
    });

    /** Opportunities and teams as the files say it, read without the importer. */
    const cells = (file: string) =>
      readFileSync(`${data}/crm-pipeline/${file}`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(','));

    async function outcomesFor(login: string, by: string) {
      const user = await userByLogin(company.db.read, login);
      const actor = (await loadActor(company.db.read, user!.id))!;
      return await dealOutcomes(company.db.read, actor, by as 'owner', {});
    }
    const total = (rows: Awaited<ReturnType<typeof outcomesFor>>) => ({
      won: rows.reduce((sum, row) => sum + row.won, 0),
      lost: rows.reduce((sum, row) => sum + row.lost, 0),
      fen: rows.reduce((sum, row) => sum + row.wonFen, 0),
    });

    test('crm-pipeline: 8,800 deals, and each manager’s team totals are those of the files', async () => {
      const { db } = company;
      const stages = await db.read
        .selectFrom('deal')
        .innerJoin('pipeline_stage', 'pipeline_stage.id', 'deal.stage_id')
        .select(['pipeline_stage.name as stage', (eb) => eb.fn.countAll<number>().as('n')])
        .where('deal.state', '=', 'open')
        .groupBy('pipeline_stage.name')
        .orderBy('pipeline_stage.name')
        .execute();
      expect(stages.map(({ stage, n }) => [stage, Number(n)])).toEqual([
        ['Engaging', 1589],
        ['Prospecting', 500],
      ]);
      // Those without an account are open, every one of them, and none is lost or made up.
      const nameless = await db.read
        .selectFrom('deal')
        .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
        .where('customer_id', 'is', null)
        .groupBy('state')
        .execute();
      expect(nameless.map(({ state, n }) => [state, Number(n)])).toEqual([['open', 1425]]);
      const boss = await outcomesFor('boss', 'owner');
      expect(total(boss)).toEqual({ won: 4238, lost: 2473, fen: 1_000_553_400 });
      const darcel = await userByLogin(db.read, 'darcel.schlecht');
      expect(boss.find((row) => row.key === String(darcel!.id))?.wonFen).toBe(115_321_400);
      const teams = Map.groupBy(cells('sales_teams.csv'), ([, manager]) => manager!);
      expect(teams.size).toBe(6);
      for (const [manager, rows] of teams) {
        const agents = new Set(rows.map(([agent]) => agent));
        const theirs = cells('sales_pipeline.csv').filter(([, agent]) => agents.has(agent));
        const ended = (stage: string) => theirs.filter((row) => row[4] === stage);
        const login = manager.toLowerCase().replaceAll(/[^a-z]+/g, '.');
        const seen = await outcomesFor(login, 'owner');
        const team = new Set<string>();
        for (const agent of agents) {
          const user = await userByLogin(db.read, agent!.toLowerCase().replaceAll(/[^a-z]+/g, '.'));
          team.add(String(user!.id));
        }
        expect([manager, total(seen.filter((row) => team.has(row.key)))]).toEqual([
          manager,
          {
            won: ended('Won').length,
            lost: ended('Lost').length,
            fen: ended('Won').reduce((sum, row) => sum + Number(row[7]) * 100, 0),
          },
        ]);
      }
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
