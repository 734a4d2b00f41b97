import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { WriteContext } from '../../../http/context.ts';
import { insertFollowUp } from '../../activities/service.ts';
import {
  contactsOf,
  customerById,
  enterContact,
  enterCustomer,
  updateCustomer,
} from '../../customers/service.ts';
import { contactKey, type ContactDraft, type RowDraft } from './draft.ts';
import type { Decision } from './judge.ts';

export interface Written {
  customer: CustomerRecord;
  contactId: number | null;
  followUpId: number | null;
}

/** Writes what a row was judged to bring; the verdict is `create` or `addContact`. */
export async function writeDecision(ctx: WriteContext, decision: Decision): Promise<Written> {
  const { draft, known } = decision;
  let contactId: number | null = null;
  let customer: CustomerRecord;
  if (decision.first) {
    customer = await enterCustomer(
      ctx,
      { ...bodyOf(draft), ...decision.worded },
      {
        ownerId: decision.ownerId,
        note: '',
        externalNo: draft.externalNo,
        nextFollowOn: draft.nextFollowOn,
        ...(draft.createdAt !== null && { createdAt: draft.createdAt }),
      },
    );
    known!.customerId = customer.id;
  } else {
    customer = (await customerById(ctx.tx, known!.customerId!))!;
    if (decision.addContact) {
      contactId = await enterContact(ctx, customer, contactBody(draft.contact!));
    }
  }
  const followUpId = await writeFollowUp(ctx, decision, customer);
  return { customer, contactId, followUpId };
}

async function writeFollowUp(
  ctx: WriteContext,
  { draft, authorId }: Decision,
  customer: CustomerRecord,
): Promise<number | null> {
  const { followUp } = draft;
  if (!followUp || authorId === null) return null;
  const id = await insertFollowUp(ctx.tx, {
    customer_id: customer.id,
    contact_id: draft.contact ? await contactIdOf(ctx, customer.id, draft.contact) : null,
    type: 'other',
    content: followUp.text,
    result: '',
    next_on: draft.nextFollowOn,
    author_id: authorId,
    at: followUp.at,
  });
  const newest = followUp.at >= customer.last_follow_at;
  if (newest) {
    await updateCustomer(ctx.tx, customer.id, customer.version, {
      last_follow_at: followUp.at,
      ...(draft.nextFollowOn !== null && { next_follow_on: draft.nextFollowOn }),
    });
  }
  return id;
}

async function contactIdOf(
  ctx: WriteContext,
  customerId: number,
  wanted: ContactDraft,
): Promise<number | null> {
  const { contacts, phones } = await contactsOf(ctx.tx, [customerId]);
  const key = contactKey(wanted.name, wanted.phones);
  const found = contacts.find(
    (contact) =>
      contactKey(
        contact.name,
        phones.filter((phone) => phone.contact_id === contact.id),
      ) === key,
  );
  return found?.id ?? null;
}

function contactBody(contact: ContactDraft) {
  return { ...contact, phones: contact.phones.map((phone) => ({ ...phone, label: '' })) };
}

function bodyOf(draft: RowDraft): Parameters<typeof enterCustomer>[1] {
  return {
    name: draft.name,
    shortName: draft.shortName,
    industry: draft.industry,
    region: draft.region,
    city: draft.city,
    address: draft.address,
    source: draft.source,
    phone: draft.phone,
    website: draft.website,
    taxNo: draft.taxNo,
    note: draft.note,
    ...(draft.stage !== null && { stage: draft.stage }),
    ...(draft.chanceGrade !== null && { chanceGrade: draft.chanceGrade }),
    ...(draft.contact && { contact: contactBody(draft.contact) }),
  };
}
