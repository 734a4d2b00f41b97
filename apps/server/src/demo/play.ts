import type { Actor } from '@xinhang/db/actor.ts';
import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { loadActor } from '@xinhang/db/repositories/rights.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import { systemContext, type ReadContext, type WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { logFollowUp } from '../modules/activities/log.ts';
import {
  changeCustomer,
  createCustomer,
  giveCustomer,
  recordEvent,
} from '../modules/customers/service.ts';
import { addContact } from '../modules/customers/contacts.ts';
import { addAddress, addTitle } from '../modules/customers/places.ts';
import { archiveCustomer, shareCustomer } from '../modules/customers/sharing.ts';
import { hangFile } from '../modules/system/files.ts';
import type { OwnedKinds } from '../registry/owned.ts';
import type { StoredFile } from '../ops/file-store.ts';
import { demoFiles } from './files.ts';
import type { Happening, Step } from './plan.ts';

/** What the plan's own words stand for in the database. */
export interface Cast {
  users: ReadonlyMap<string, number>;
  tags: ReadonlyMap<string, number>;
  /** Keys of the company's own fields by label. */
  fields: ReadonlyMap<string, string>;
  files: readonly StoredFile[];
  customers: Map<number, number>;
  actors: Map<string, Actor>;
  /** What hangs on customers and people. */
  owned: OwnedKinds;
}

const STEPS_AT_ONCE = 250;

export async function actorFor(db: ReadContext['db'], cast: Cast, login: string): Promise<Actor> {
  const known = cast.actors.get(login);
  if (known) return known;
  const actor = await loadActor(db, cast.users.get(login)!);
  if (!actor) throw new Error(`There is nobody with the login "${login}".`);
  cast.actors.set(login, actor);
  return actor;
}

/** The context in which a person of the demo did something at `now` (UTC ms). */
export function demoContext(deps: Deps, actor: Actor, now: number): ReadContext {
  return systemContext(deps, { actor, now, requestId: `demo-${now}`, address: 'demo' });
}

/** Does what the plan says, each step by the service that a person's request would reach. */
export async function play(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  steps: readonly Step[],
  progress: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < steps.length; from += STEPS_AT_ONCE) {
    await runCommand(deps.db, hub, async (tx, as) => {
      for (const { at, by, what } of steps.slice(from, from + STEPS_AT_ONCE)) {
        const actor = await actorFor(tx, cast, by);
        await perform(as(demoContext(deps, actor, at)), cast, what);
      }
    });
    progress(Math.min(steps.length, from + STEPS_AT_ONCE));
  }
}

async function perform(ctx: WriteContext, cast: Cast, what: Happening): Promise<void> {
  if (what.kind === 'customer') return await register(ctx, cast, what);
  const id = cast.customers.get(what.key)!;
  switch (what.kind) {
    case 'contact':
      return void (await addContact(ctx, id, what.contact));
    case 'address': {
      const { receiver, phone, address } = what;
      return void (await addAddress(ctx, id, {
        receiver,
        phone,
        address,
        carrier: '德邦物流',
        freightPayer: 'us',
      }));
    }
    case 'title': {
      const { title, taxNo, bank, account } = what;
      const rest = { address: '', phone: '' };
      return void (await addTitle(ctx, id, { title, taxNo, bank, bankAccount: account, ...rest }));
    }
    case 'followUp':
      return await follow(ctx, id, what);
    default:
      return await arrange(ctx, cast, id, what);
  }
}

async function register(
  ctx: WriteContext,
  cast: Cast,
  what: Extract<Happening, { kind: 'customer' }>,
): Promise<void> {
  const { company, contact } = what;
  const custom = Object.fromEntries(
    Object.entries(what.custom).map(([label, value]) => [cast.fields.get(label)!, value]),
  );
  const row = await createCustomer(ctx, {
    ...company,
    region: what.region,
    source: what.source,
    phone: what.phone,
    taxNo: what.taxNo,
    note: what.note,
    tagIds: what.tags.map((tag) => cast.tags.get(tag)!),
    custom,
    ...(contact && { contact }),
    ...(what.parent !== null && {
      parentId: cast.customers.get(what.parent)!,
      duplicateReason: '同一集团在外地的子公司',
    }),
  });
  cast.customers.set(what.key, row.id);
}

async function follow(
  ctx: WriteContext,
  id: number,
  what: Extract<Happening, { kind: 'followUp' }>,
): Promise<void> {
  const { contacts } = await contactsOf(ctx.tx, [id]);
  const contact = contacts.find((one) => one.name === what.with);
  await logFollowUp(ctx, {
    customerId: id,
    contactId: contact?.id ?? null,
    ...what.talk,
    nextOn: what.nextOn,
    ...(what.stage && { stage: what.stage }),
    ...(what.grade && { chanceGrade: what.grade }),
  });
}

type Arrangement = Extract<Happening, { kind: 'give' | 'share' | 'credit' | 'archive' | 'file' }>;

async function arrange(
  ctx: WriteContext,
  cast: Cast,
  id: number,
  what: Arrangement,
): Promise<void> {
  const { version } = (await customerById(ctx.tx, id))!;
  switch (what.kind) {
    case 'give': {
      const ownerId = what.to === null ? null : cast.users.get(what.to)!;
      return await giveCustomer(ctx, cast.owned, id, { version, ownerId, note: what.note });
    }
    case 'share': {
      const userIds = what.with.map((login) => cast.users.get(login)!);
      return void (await shareCustomer(ctx, id, { version, userIds }));
    }
    case 'credit':
      return void (await changeCustomer(ctx, id, { version, creditLimitFen: what.limitFen }));
    case 'archive':
      return void (await archiveCustomer(ctx, cast.owned, id, { version, archived: true }));
    case 'file': {
      const { name } = demoFiles[what.file]!;
      const owner = { kind: 'customer', id, customerId: id };
      await hangFile(ctx, owner, cast.files[what.file]!, name);
      await recordEvent(ctx, id, 'file', { name });
    }
  }
}
