import { may } from '@xinhang/db/actor.ts';
import { importNeeds } from '@xinhang/shared/import-kinds.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../../http/context.ts';
import { seesEveryImport } from '../../../http/import-sight.ts';
import { customFields } from '../../customers/service.ts';
import { namedUsers } from '../../org/service.ts';
import type { SheetShape } from '../file.ts';
import type { Mapping } from '../headers.ts';
import type { ImportKind, KindChoices } from '../kind.ts';
import { guessMapping, headerScore } from './guess-mapping.ts';
import { People } from './people.ts';
import { isListOfNames } from './plain-list.ts';
import { mayReadContents } from './policy.ts';
import { takeBackCustomers } from './undo.ts';
import { customerWalk } from './walk.ts';

/** Customers with their contacts and follow-ups. */
export const customerImport: ImportKind = {
  name: 'customers',
  needs: importNeeds.customers,
  look: { score: headerScore, plainList: isListOfNames },
  seesAll: seesEveryImport.customers,
  readsContents: mayReadContents,
  guess,
  checkChoices,
  walk: customerWalk,
  takeBack: takeBackCustomers,
};

async function guess({ tx }: WriteContext, shape: SheetShape): Promise<Mapping> {
  // A single column without a header is a list of names.
  if (shape.headerRow === 0 && shape.header.length === 1) return ['name'];
  const fields = (await customFields(tx)).filter((field) => field.active === 1);
  const people = new People(
    (await namedUsers(tx)).map((user) => ({ ...user, active: true, seesCustomers: true })),
  );
  const colleague = (text: string) => people.find(text, false) !== 'unknown';
  return guessMapping(shape.header, fields, { sample: shape.sample, colleague });
}

// oxlint-disable-next-line require-await -- other kinds look at the database
async function checkChoices(ctx: WriteContext, { mapping, ownerless }: KindChoices) {
  if (!mapping.includes('name')) {
    throw problem('mapping-incomplete', { params: { target: 'name' } });
  }
  if (mapping.includes('followUpText') !== mapping.includes('followUpAt')) {
    const target = mapping.includes('followUpAt') ? 'followUpText' : 'followUpAt';
    throw problem('mapping-incomplete', { params: { target } });
  }
  if (ownerless === 'me' && !may(ctx.actor, 'customers.create')) {
    throw fieldRefused('/ownerless', 'owner-out-of-reach');
  }
  if (ownerless === 'me' && !may(ctx.actor, 'customers.read')) {
    throw fieldRefused('/ownerless', 'sees-no-customers', { name: ctx.actor.name });
  }
}
