import { z } from 'zod';

/** What a command sends to the server that holds the data directory: one line of JSON. */
export const request = z.object({
  /** From the lock file, which only the owner of the data directory can read. */
  secret: z.string(),
  /** Input and result have a shape of one version. */
  version: z.string(),
  command: z.string(),
  input: z.unknown(),
  /** `user@machine`, for the audit log. */
  address: z.string().max(200),
});
export type CommandRequest = z.output<typeof request>;

/** What comes back: lines of progress, then one result or one refusal. */
export const answer = z.union([
  z.object({ say: z.string() }),
  z.object({ result: z.unknown() }),
  z.object({ refused: z.string(), usage: z.boolean() }),
]);
export type CommandAnswer = z.output<typeof answer>;
