import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { allDepts } from '../org/service.ts';
import { applyPresets } from './apply.ts';
import { factsOf } from './facts.ts';
import { presetOf } from './plan.ts';

type Dept = Awaited<ReturnType<typeof allDepts>>[number];
/** The others go by what is made for the department above. */
const sellsItsWay = (dept: Dept) =>
  dept.closed === 0 &&
  (dept.parent_id === null || dept.sales_model !== null || dept.development !== null);

/** What each sales model begins with, made for a department (S12, S13, S70). */
export function presetRoutes(http: Http): void {
  implement(http, api.presets.list, {
    async run({ db }) {
      const rows = [];
      for (const dept of await allDepts(db)) {
        if (sellsItsWay(dept)) rows.push(presetOf(await factsOf(db, dept.id)));
      }
      return { rows };
    },
  });
  implement(http, api.presets.preview, {
    run: async (ctx, { params, query }) => presetOf(await factsOf(ctx.db, params.id, query)),
  });
  implement(http, api.presets.apply, {
    run: async (ctx, { body }) => ({ rows: await applyPresets(ctx, body.deptIds) }),
  });
}
