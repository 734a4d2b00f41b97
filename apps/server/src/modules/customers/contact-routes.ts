import { countContacts } from '@xinhang/db/repositories/customer-list.ts';
import { markContacts } from '@xinhang/db/repositories/customer-marks.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { asMarks, cutPage, startOf, walkOf } from '../../http/paging.ts';
import { needCustomer } from './access.ts';
import {
  findContacts,
  placeOf,
  positionOf,
  positionOfPlace,
  toContactRow,
} from './contact-list.ts';
import { addContact, changeContact, contactsOfCustomer } from './contacts.ts';
import { addAddress, addTitle, changeAddress, changeTitle, placesOf } from './places.ts';

/**
 * Whether a word finds a contact is known only of a contact that was read, so that a search is
 * counted where its first page holds all of it.
 */
async function countOf(
  ctx: ReadContext,
  query: { q?: string | undefined; cursor?: string | undefined },
  page: { rows: number; next: string | null },
): Promise<number | null> {
  if (page.next === null && query.cursor === undefined) return page.rows;
  return query.q ? null : await countContacts(ctx.db, ctx.actor, COUNT_CAP);
}

export function contactRoutes(http: Http): void {
  implement(http, api.contacts.list, {
    async run({ db, actor }, { params }) {
      const customer = await needCustomer(db, actor, 'customers.read', params.id);
      return { rows: await contactsOfCustomer(db, actor, customer) };
    },
  });

  implement(http, api.contacts.listAll, {
    async run(ctx, { query }) {
      const found = await findContacts(
        ctx.db,
        ctx.deps.db.search,
        ctx.actor,
        query.q || undefined,
        {
          after: startOf(query, 'string'),
          limit: query.limit + 1,
        },
      );
      const { rows, next } = cutPage(found, query.limit, positionOf);
      return {
        rows: rows.map((row) => toContactRow(ctx.actor, row)),
        next,
        count: query.count ? await countOf(ctx, query, { rows: rows.length, next }) : null,
      };
    },
  });

  implement(http, api.contacts.markAll, {
    async run(ctx, { query }) {
      const page = { after: placeOf(startOf(query, 'string')), limit: walkOf(query.step) };
      const { marks, count } = await markContacts(ctx.db, ctx.actor, page, query.step);
      return asMarks({ marks: marks.map(positionOfPlace), count }, query.step);
    },
  });

  implement(http, api.contacts.create, {
    run: async (ctx, { params, body }) => await addContact(ctx, params.id, body),
  });
  implement(http, api.contacts.update, {
    run: async (ctx, { params, body }) => await changeContact(ctx, params.id, body),
  });

  implement(http, api.contacts.listAddresses, {
    async run({ db, actor }, { params }) {
      return await placesOf(db, actor, await needCustomer(db, actor, 'customers.read', params.id));
    },
  });
  implement(http, api.contacts.createAddress, {
    run: async (ctx, { params, body }) => await addAddress(ctx, params.id, body),
  });
  implement(http, api.contacts.updateAddress, {
    run: async (ctx, { params, body }) => await changeAddress(ctx, params.id, body),
  });
  implement(http, api.contacts.createTitle, {
    run: async (ctx, { params, body }) => await addTitle(ctx, params.id, body),
  });
  implement(http, api.contacts.updateTitle, {
    run: async (ctx, { params, body }) => await changeTitle(ctx, params.id, body),
  });
}
