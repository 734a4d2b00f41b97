import {
  countPreferences,
  readPreference,
  savePreference,
} from '@xinhang/db/repositories/preferences.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';

const MOST_BYTES = 16 * 1024;
/** Keys are made by screens; no honest one comes near. */
const MOST_KEYS = 300;

/** Settings of a person, by that person alone. */
export function preferenceRoutes(http: Http): void {
  implement(http, api.auth.getPreference, {
    async run(ctx, { params }) {
      const value = await readPreference(ctx.db, ctx.actor.userId, params.key);
      return { value: value === undefined ? null : (JSON.parse(value) as unknown) };
    },
  });

  implement(http, api.auth.setPreference, {
    async run(ctx, { params: { key }, body }) {
      const { userId } = ctx.actor;
      const value = JSON.stringify(body.value);
      const bytes = Buffer.byteLength(value);
      if (bytes > MOST_BYTES) throw fieldRefused('/value', 'too_big');
      const known = (await readPreference(ctx.tx, userId, key)) !== undefined;
      if (!known && (await countPreferences(ctx.tx, userId)) >= MOST_KEYS) {
        throw fieldRefused('params.key', 'too-many-preferences');
      }
      await savePreference(ctx.tx, { user_id: userId, key, value, at: ctx.now });
      // Widths of columns are nothing that anybody looks up: which key, and how much of it.
      await ctx.audit({
        action: 'preferences.set',
        entity: 'user',
        entityId: userId,
        after: { key, bytes },
      });
      return { ok: true as const };
    },
  });
}
