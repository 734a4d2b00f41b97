import { contactById } from '@xinhang/db/repositories/contacts.ts';
import { NO_DATE, updateCustomer } from '@xinhang/db/repositories/customers.ts';
import { insertFollowUp, listFollowUps } from '@xinhang/db/repositories/follow-ups.ts';
import { decodeCursor, encodeCursor } from '@xinhang/db/keyset.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { implement, type Http } from '../../http/implement.ts';
import { recordChange, recordStage } from '../customers/service.ts';
import { filesByRow, setFiles } from '../system/service.ts';
import { needFollowable, ownedFollowUp, sealedAt } from './owned.ts';

export function activityRoutes(http: Http): void {
  http.owned.register(ownedFollowUp);

  implement(http, api.activities.list, {
    async run(ctx, { query }) {
      const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
      if (query.cursor !== undefined && !after) throw problem('bad-cursor');
      const found = await listFollowUps(ctx.db, ctx.actor, {
        customerId: query.customerId,
        after,
        limit: query.limit + 1,
      });
      const rows = found.slice(0, query.limit);
      const last = found.length > query.limit ? rows.at(-1) : undefined;
      const files = await filesByRow(
        ctx.db,
        ownedFollowUp.kind,
        rows.map((row) => row.id),
      );
      return {
        rows: rows.map((row) => ({
          id: row.id,
          version: row.version,
          customer: { id: row.customer_id, name: row.customer_name },
          contact:
            row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
          type: row.type,
          content: row.content,
          result: row.result,
          nextOn: row.next_on,
          author: { id: row.author_id, name: row.author_name },
          at: row.at,
          editableUntil: null,
          files: files.get(row.id) ?? [],
        })),
        next: last ? encodeCursor({ value: last.at, id: last.id }) : null,
        count: null,
      };
    },
  });

  implement(http, api.activities.create, {
    async run(ctx, { body }) {
      const { tx, actor, now } = ctx;
      const customer = await needFollowable(ctx, body.customerId);
      const contact = body.contactId ? await contactById(tx, body.contactId) : undefined;
      if (body.contactId && contact?.customer_id !== customer.id) {
        throw fieldRefused('/contactId', 'not-of-this-customer');
      }
      const id = await insertFollowUp(tx, {
        customer_id: customer.id,
        contact_id: contact?.id ?? null,
        type: body.type,
        content: body.content,
        result: body.result,
        next_on: body.nextOn ?? null,
        author_id: actor.userId,
        at: now,
      });
      const { kind } = ownedFollowUp;
      await setFiles(ctx, { kind, id, customerId: customer.id }, body.fileIds ?? []);
      const changed = await updateCustomer(tx, customer.id, customer.version, {
        last_follow_at: now,
        ...(body.nextOn !== undefined && { next_follow_on: body.nextOn ?? NO_DATE }),
        ...(body.stage && { stage: body.stage }),
        ...(body.chanceGrade !== undefined && { chance_grade: body.chanceGrade }),
      });
      if (!changed) throw problem('version-conflict');
      await recordStage(ctx, customer, changed);
      await recordChange(ctx, 'followUps.create', customer, changed);
      return {
        id,
        version: 1,
        customer: { id: customer.id, name: customer.name },
        contact: contact ? { id: contact.id, name: contact.name } : null,
        type: body.type,
        content: body.content,
        result: body.result,
        nextOn: body.nextOn ?? null,
        author: { id: actor.userId, name: actor.name },
        at: now,
        editableUntil: await sealedAt(ctx, { at: now }),
        files: (await filesByRow(tx, kind, [id])).get(id) ?? [],
      };
    },
  });
}
