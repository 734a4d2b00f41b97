/** What other business areas may use of care. */
export { listCareItems } from '@xinhang/db/repositories/care-items.ts';
export { listCarePlans } from '@xinhang/db/repositories/care-plans.ts';
export { listGifts } from '@xinhang/db/repositories/gifts.ts';
export { listPromises } from '@xinhang/db/repositories/promises.ts';
export { describeCareItems, doneCare, needCareOf } from './items.ts';
export { describeGifts } from './gifts.ts';
export { addCarePlan, toCarePlan } from './plans.ts';
