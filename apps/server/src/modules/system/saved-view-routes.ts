import {
  insertSavedView,
  ownSavedView,
  removeSavedView,
  savedViews,
  updateSavedView,
  type SavedViewRecord,
} from '@xinhang/db/repositories/saved-views.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { SavedView } from '@xinhang/shared/settings.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { toSavedView } from './mapper.ts';

/** Tabs of one page beyond which nobody finds anything. */
const MAX_VIEWS = 50;

async function record(
  ctx: WriteContext,
  action: string,
  before: SavedViewRecord | null,
  after: SavedViewRecord | null,
): Promise<void> {
  const { id, version } = after ?? before!;
  await ctx.audit({ action, entity: 'savedView', entityId: id, before, after });
  await ctx.emit({ entity: 'savedView', id, version, audience: [ctx.actor.userId] });
}

/** Refuses a name that another view of the page has. */
async function needFreeName(
  ctx: WriteContext,
  view: { page: string; name: string; id?: number },
): Promise<void> {
  const views = await savedViews(ctx.tx, ctx.actor.userId, view.page);
  const key = wordKey(view.name);
  if (views.some((other) => other.name_key === key && other.id !== view.id)) {
    throw problem('already-exists');
  }
  if (view.id === undefined && views.length >= MAX_VIEWS) {
    throw fieldRefused('/name', 'too-many-views', { max: MAX_VIEWS });
  }
}

/** Filters, sort and columns under a name: each person's own. */
export function savedViewRoutes(http: Http): void {
  implement(http, api.settings.listSavedViews, {
    run: async (ctx, { query }) => ({
      rows: (await savedViews(ctx.db, ctx.actor.userId, query.page)).map(toSavedView),
    }),
  });

  implement(http, api.settings.createSavedView, {
    async run(ctx, { body: { page, name, state } }): Promise<SavedView> {
      await needFreeName(ctx, { page, name });
      const row = await insertSavedView(ctx.tx, {
        user_id: ctx.actor.userId,
        page,
        name,
        name_key: wordKey(name),
        state: JSON.stringify(state),
      });
      await record(ctx, 'settings.createSavedView', null, row);
      return toSavedView(row);
    },
  });

  implement(http, api.settings.updateSavedView, {
    async run(ctx, { params, body: { version, name, state } }): Promise<SavedView> {
      const before = await ownSavedView(ctx.tx, ctx.actor.userId, params.id);
      if (!before) throw problem('not-found');
      if (version !== before.version) {
        throw conflict(before.version, toSavedView(before), { name, state });
      }
      if (name !== undefined) {
        await needFreeName(ctx, { page: before.page, name, id: before.id });
      }
      const row = await updateSavedView(ctx.tx, before, {
        ...(name !== undefined && { name, name_key: wordKey(name) }),
        ...(state !== undefined && { state: JSON.stringify(state) }),
      });
      if (!row) throw problem('version-conflict');
      await record(ctx, 'settings.updateSavedView', before, row);
      return toSavedView(row);
    },
  });

  implement(http, api.settings.deleteSavedView, {
    async run(ctx, { params }) {
      const before = await ownSavedView(ctx.tx, ctx.actor.userId, params.id);
      if (!before) throw problem('not-found');
      await removeSavedView(ctx.tx, before.id);
      await record(ctx, 'settings.deleteSavedView', before, null);
      return { ok: true as const };
    },
  });
}
