import { readSettings, writeSettings } from '@xinhang/db/repositories/settings.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import { conflict } from '../../http/conflict.ts';
import { implement, type Http } from '../../http/implement.ts';
import { admissionOf, endsOf, networksBy } from '../../http/networks.ts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** A part of a JSON pointer (RFC 6901). */
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** What was sent, each value by the rule of its key; every wrong key and value is named. */
function checked(sent: Readonly<Record<string, unknown>>): Partial<Settings> {
  const errors: FieldProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(sent)) {
    const pointer = `/values/${escaped(key)}`;
    if (!Object.hasOwn(settingSchemas, key)) {
      errors.push({ pointer, code: 'unknown-setting' });
      continue;
    }
    const parsed = settingSchemas[key as SettingKey].safeParse(value);
    if (parsed.success) values[key] = parsed.data;
    else errors.push({ pointer, code: ruleOf(parsed.error.issues[0]) });
  }
  if (errors.length > 0) throw problem('validation-failed', { errors });
  return values;
}

/** Rules of our own carry their name. */
function ruleOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'custom') return issue?.code ?? 'custom';
  return typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'custom';
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Nobody shuts the door behind himself: from where he asks he must still be let in. */
function assertStillLetIn(request: FastifyRequest, after: Settings): void {
  const ends = endsOf(request);
  const network = ends.encrypted ? networksBy(after)(ends) : 'loopback';
  const admission = admissionOf(network, after);
  const inside = admission === 'password' || (admission === 'device' && request.deviceId !== null);
  if (network === request.network && inside) return;
  throw problem('locks-you-out');
}

export function settingRoutes(http: Http): void {
  implement(http, api.settings.get, { run: (ctx) => readSettings(ctx.db) });

  implement(http, api.settings.update, {
    async run(ctx, { body }, _prepared, { request }) {
      const wanted = checked(body.values);
      const before = await readSettings(ctx.tx);
      if (body.version !== before.version) throw conflict(before.version, before.values, wanted);
      const changed = Object.fromEntries(
        Object.entries(wanted).filter(
          ([key, value]) => !same(before.values[key as SettingKey], value),
        ),
      ) as Partial<Settings>;
      await writeSettings(ctx.tx, changed);
      const after = await readSettings(ctx.tx);
      if (Object.keys(changed).some((key) => key.startsWith('network.'))) {
        assertStillLetIn(request, after.values);
        // Whoever is still let in comes back at once.
        ctx.onCommit(() => http.hub.closeWhere(() => true));
      }
      const were = Object.keys(changed).map((key) => [key, before.values[key as SettingKey]]);
      await ctx.audit({
        action: 'settings.update',
        entity: 'setting',
        entityId: null,
        before: Object.fromEntries(were) as object,
        after: changed,
      });
      await ctx.emit({ entity: 'setting', id: 1, version: after.version, audience: [] });
      return after;
    },
  });
}
