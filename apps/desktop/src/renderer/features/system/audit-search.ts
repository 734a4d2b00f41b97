import { z } from 'zod';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
const word = z.string().min(1).max(60).optional().catch(undefined);
const id = z.int().positive().optional().catch(undefined);

/** Filters of the audit as they stand in the address. */
export const auditSearch = z.object({
  actorId: id,
  /** Kept beside the id, so that the filter shows a name after a reload. */
  actor: word,
  entity: word,
  entityId: id,
  action: word,
  from: date,
  to: date,
});
export type AuditSearch = z.output<typeof auditSearch>;
