/** What other business areas may use of mass messages. */
export { sentToContact } from '@xinhang/db/repositories/outbox.ts';
