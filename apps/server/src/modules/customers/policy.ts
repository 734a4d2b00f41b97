import { reaches, type Actor } from '@xinhang/db/actor.ts';

interface Row {
  owner_id: number | null;
  archived_at: number | null;
  merged_into_id: number | null;
}

/** Whether this person may set the credit limit of customers of this owner. */
export function maySetCredit(actor: Actor, ownerId: number | null): boolean {
  return actor.fields.credit === 'show' && reaches(actor, 'customers.credit', ownerId);
}

/** What this actor may do to this row; screens show the same as disabled buttons. */
export function customerCan(actor: Actor, row: Row, collaborator: boolean) {
  const live = row.archived_at === null && actor.viewAsBy === null;
  const on = (permission: Parameters<typeof reaches>[1]) =>
    reaches(actor, permission, row.owner_id);
  return {
    update: live && on('customers.update'),
    assign: live && on('customers.assign'),
    /** Sets the credit limit. */
    credit: live && on('customers.update') && maySetCredit(actor, row.owner_id),
    archive: actor.viewAsBy === null && row.merged_into_id === null && on('customers.archive'),
    merge: live && on('customers.merge'),
    /** Reads what the customer owes. */
    receivables: on('receivables.read'),
    trading: on('deliveries.read'),
    fapiao: on('fapiao.read'),
    followUp:
      live &&
      (on('followUps.create') ||
        (collaborator && row.owner_id !== null && actor.reach.has('followUps.create'))),
  };
}
