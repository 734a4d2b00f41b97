import type { FollowUp } from '@xinhang/shared/activities.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';

interface Row {
  id: number;
  version: number;
  contact_id: number | null;
  contact_name: string | null;
  type: string;
  content: string;
  result: string;
  next_on: string | null;
  author_id: number;
  author_name: string;
  at: number;
}

export function toFollowUp(
  row: Row,
  customer: NameRef,
  deal: NameRef | null,
  hanging: Pick<FollowUp, 'files' | 'articles'>,
  editableUntil: number | null,
): FollowUp {
  return {
    id: row.id,
    version: row.version,
    customer,
    contact:
      row.contact_id === null || row.contact_name === null
        ? null
        : { id: row.contact_id, name: row.contact_name },
    deal,
    type: row.type,
    content: row.content,
    result: row.result,
    nextOn: row.next_on,
    author: { id: row.author_id, name: row.author_name },
    at: row.at,
    editableUntil,
    ...hanging,
  };
}
