import { liveBranches } from '@xinhang/db/repositories/branches.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem, type FieldProblem } from '@xinhang/shared/problems.ts';
import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import { assertConfirmed } from '../../http/confirmed.ts';
import { conflict } from '../../http/conflict.ts';
import { overlap, ownRanges } from '../../ops/tunnel/addresses.ts';
import { keepOfficeEnd } from './branches.ts';
import { putSettings } from './put-settings.ts';
import { implement, type Http } from '../../http/implement.ts';
import { admissionOf, endsOf, networksBy, tunnelsOf, type Tunnels } from '../../http/networks.ts';
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
function assertStillLetIn(request: FastifyRequest, after: Settings, tunnels: Tunnels): void {
  const ends = endsOf(request);
  const network = ends.encrypted ? networksBy(after, tunnels)(ends) : 'loopback';
  const admission = admissionOf(network, after);
  const inside = admission === 'password' || (admission === 'device' && request.deviceId !== null);
  if (network === request.network && inside) return;
  throw problem('locks-you-out');
}

/** Who is let in, for how long, and how much may be taken out. */
const guarded = /^(network|sessions|branches|accounts|exports)\./;

/** Branches have an address of the range and know where the office is. */
async function assertBranchesStay(db: Reader, changed: Partial<Settings>): Promise<void> {
  const lost = [
    ...('branches.range' in changed ? ['branches.range'] : []),
    ...(changed['branches.endpoint'] === '' ? ['branches.endpoint'] : []),
  ];
  if (lost.length === 0 || (await liveBranches(db)).length === 0) return;
  throw fieldRefused(`/values/${lost[0]}`, 'branches-inside');
}

/** Through the tunnel of such a range the office would not find its own machines. */
function assertTunnelApart({ 'branches.range': range }: Partial<Settings>): void {
  if (range === undefined) return;
  const met = ownRanges(range).some((own) => overlap(own, range));
  if (met) throw fieldRefused('/values/branches.range', 'range-taken');
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
      const after = await putSettings(ctx, before, changed);
      const names = Object.keys(changed);
      if (names.some((key) => guarded.test(key))) assertConfirmed(ctx);
      await assertBranchesStay(ctx.tx, changed);
      assertTunnelApart(changed);
      if (names.some((key) => key.startsWith('network.') || key === 'branches.range')) {
        assertStillLetIn(request, after.values, await tunnelsOf(ctx.tx, after.values));
        // Whoever is still let in comes back at once.
        ctx.onCommit(() => http.hub.closeWhere(() => true));
      }
      if (names.some((key) => key.startsWith('branches.'))) {
        ctx.onCommit(() => void keepOfficeEnd(http));
      }
      return after;
    },
  });
}
