import { changesAfter, keptChanges } from '@xinhang/db/repositories/changes.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { pathOf } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { NumberedChange } from './events.ts';
import type { Http } from './implement.ts';

/** Whoever missed more than this loads afresh what is on the screen. */
const MAX_MISSED = 500;

/** `revision-seq`: up to which change a client has heard, with the rights of which revision. */
function heardUpTo(header: string | string[] | undefined) {
  const [, revision, seq] = /^(\d{1,15})-(\d{1,15})$/.exec(String(header ?? '')) ?? [];
  return seq === undefined ? null : { revision: Number(revision), seq: Number(seq) };
}

/**
 * What a client missed, or null when that cannot be told: it comes for the first time, too much
 * happened or was cleared away, or rights changed, so that rows appeared without having changed.
 */
async function missed(
  db: Reader,
  header: string | string[] | undefined,
  revision: number,
): Promise<{ changes: NumberedChange[] | null; newest: number }> {
  const kept = await keptChanges(db);
  const newest = kept?.newest ?? 0;
  const heard = heardUpTo(header);
  const known = heard?.revision === revision && heard.seq <= newest;
  if (!known || !kept || heard.seq + 1 < kept.oldest) return { changes: null, newest };
  const rows = await changesAfter(db, heard.seq, MAX_MISSED + 1);
  if (rows.length > MAX_MISSED) return { changes: null, newest };
  const changes = rows.map((row) => ({
    seq: row.seq,
    change: {
      entity: row.entity,
      id: row.entity_id,
      version: row.version,
      customerId: row.customer_id,
      audience: JSON.parse(row.audience) as number[],
      ...(row.places !== null && { places: JSON.parse(row.places) as (number | null)[] }),
    },
  }));
  return { changes, newest: rows.at(-1)?.seq ?? newest };
}

/** The event stream; `Last-Event-ID` resumes it. */
export function eventRoute({ app, deps, hub, sessions }: Http): void {
  app.get(pathOf(api.system.events), async (request, reply) => {
    const who = await sessions.identify(request, deps.now());
    if (who.mustChangePassword) throw problem('password-change-required');
    const { actor, personId, sessionId } = who;
    const revision = (await company(deps.db.read))?.org_revision ?? 0;
    const stream = { sessionId, personId, userId: actor.userId, actor, revision, reply };
    const resume = hub.open(stream);
    // Between the two the rights may have changed, or the session ended, without a stream to end.
    if (!(await sessions.stands(sessionId, actor, deps.now()))) {
      hub.closeWhere((open) => open.reply === reply);
      return;
    }
    const { changes, newest } = await missed(
      deps.db.read,
      request.headers['last-event-id'],
      revision,
    );
    resume(changes, newest);
  });
}
