import type { Reader } from '@xinhang/db/database.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { madeSoFar, type BatchRecord } from '@xinhang/db/repositories/imports.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { ImportReason, ImportVerdict } from '@xinhang/shared/imports.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { holdersAmong, namedUsers } from '../../org/service.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { KindWalk, RowRecord } from '../kind.ts';
import { draftOf } from './draft.ts';
import { contactKeysOf, fingerprintsOf, gatherEvidence } from './evidence.ts';
import { FileState } from './file-state.ts';
import { judge, type Decision, type Options } from './judge.ts';
import { ownWords, type OwnWords } from './own-words.ts';
import { People } from './people.ts';
import { writeDecision, type Written } from './write.ts';

const PAGE = 1000;
const SHOWN_NAME = 60;
const warnings: ReadonlySet<string> = new Set(['similar-name', 'similar-in-file']);

/** What a whole file is judged with. */
interface Walk {
  batch: BatchRecord;
  mapping: Mapping;
  options: Options;
  zone: string;
  people: People;
  words: OwnWords;
  state: FileState;
}

/** A pass over a list of customers. */
export async function customerWalk(
  db: Reader,
  batch: BatchRecord,
  ownerId: number | null,
): Promise<KindWalk> {
  const walk = await newWalk(db, batch, ownerId);
  let written: Written[] = [];
  return {
    memory: {
      rewind() {
        walk.state.rewind();
        written = [];
      },
      keep: () => walk.state.keep(),
    },
    recall: (look) => recall(look, walk),
    async block(ctx, rows, writes) {
      const records: RowRecord[] = [];
      for (const decision of await decide(ctx, walk, rows)) {
        const good = decision.verdict === 'create' || decision.verdict === 'addContact';
        const made = writes && good ? await writeDecision(ctx, decision) : null;
        if (made) written.push(made);
        records.push(toRecord(writes ? decision : warned(decision), made));
      }
      return records;
    },
    async news(ctx) {
      await tell(ctx, written);
      written = [];
    },
  };
}

async function newWalk(db: Reader, batch: BatchRecord, ownerId: number | null): Promise<Walk> {
  const users = await namedUsers(db);
  const ids = users.map((user) => user.id);
  const seeing = await holdersAmong(db, 'customers.read', ids);
  const zone = (await company(db))!.time_zone;
  return {
    batch,
    mapping: JSON.parse(batch.mapping) as Mapping,
    options: {
      ownerless: batch.ownerless as Options['ownerless'],
      duplicates: batch.duplicates as Options['duplicates'],
      ownerId,
      similar: await readSetting(db, 'customers.similarName'),
    },
    zone,
    words: await ownWords(db, zone),
    people: new People(
      users.map((user) => ({
        ...user,
        active: user.state === 'active',
        seesCustomers: seeing.has(user.id),
      })),
    ),
    state: new FileState(),
  };
}

/** What the rows before the kill have shown: their customers, and whom a row without a name joins. */
async function recall(look: () => Promise<ReadContext>, { state, batch }: Walk): Promise<void> {
  for (let after = 0; ;) {
    const { db } = await look();
    const rows = await madeSoFar(db, batch.id, { after, limit: PAGE });
    const ids = rows.flatMap((row) => (row.made === 1 ? (row.customer_id ?? []) : []));
    const contacts = await contactKeysOf(db, ids);
    for (const row of rows) {
      after = row.row;
      const key = row.customer_key;
      const known = state.customers.get(key);
      if (known) state.turnTo(known, key);
      if (known || key === '') continue;
      state.meet(key, {
        row: row.row,
        name: row.label,
        verdict: row.verdict as ImportVerdict,
        reason: {
          code: row.code as ImportReason,
          params: JSON.parse(row.params) as Record<string, string | number | null>,
        },
        customerId: row.customer_id,
        made: row.made === 1,
        open: row.made === 1,
        contacts: contacts.get(row.customer_id ?? 0) ?? new Set(),
        facts: null,
      });
    }
    state.keep();
    if (rows.length < PAGE) return;
  }
}

async function decide(
  ctx: WriteContext,
  walk: Walk,
  rows: readonly SheetRow[],
): Promise<Decision[]> {
  const { state, people, words, options, mapping, zone, batch } = walk;
  const place = { mapping, now: ctx.now, zone };
  const drafts = rows.map((row) => draftOf(row, place));
  const fingerprints = fingerprintsOf(drafts, state);
  const evidence = await gatherEvidence(ctx.tx, {
    batchId: batch.id,
    actor: ctx.actor,
    people,
    words,
    options,
    fingerprints,
  });
  return drafts.map((draft) => judge(draft, state, evidence, fingerprints.get(draft)!));
}

/** In a dry run a likely duplicate stands apart: it will be made unless somebody thinks again. */
function warned(decision: Decision): Decision {
  const apart = decision.verdict === 'create' && warnings.has(decision.reason.code);
  return apart ? { ...decision, verdict: 'similar' } : decision;
}

function toRecord(decision: Decision, written: Written | null): RowRecord {
  const { draft, known, reason, also } = decision;
  // `also` holds further reasons, see `reasonText`.
  const params = also.length > 0 ? { ...reason.params, also } : reason.params;
  return {
    row: draft.row,
    customer_key: decision.customerKey,
    fingerprint: decision.fingerprint,
    label: (draft.name || (known?.name ?? '')).slice(0, SHOWN_NAME),
    verdict: decision.verdict,
    code: reason.code,
    params: JSON.stringify(params),
    customer_id: written?.customer.id ?? known?.customerId ?? null,
    made: decision.first && written ? 1 : 0,
    contact_id: written?.contactId ?? null,
    follow_up_id: written?.followUpId ?? null,
    entity_id: null,
    kept: null,
  };
}

/** One piece of news per step: clients load their lists again, not each of 50,000 rows. */
async function tell(ctx: WriteContext, written: readonly Written[]): Promise<void> {
  const last = written.at(-1)?.customer;
  if (!last) return;
  const owners = written.flatMap(({ customer }) => customer.owner_id ?? []);
  await ctx.emit({
    entity: 'customer',
    id: last.id,
    version: last.version,
    customerId: last.id,
    audience: [...new Set(owners)],
  });
}
