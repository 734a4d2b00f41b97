/** What other business areas may use of the customer file. */
export { needCustomer, needLiveCustomer, recordChange, recordChildChange } from './access.ts';
export { changeCustomer, giveCustomer } from './change.ts';
export { customerBlock } from './desk-items.ts';
export { refreshDerived } from './derived.ts';
export { editWindow, sealedAt } from './edit-window.ts';
export { enterContact, enterCustomer } from './enter.ts';
export { toConditions } from './filters.ts';
export { sightOf } from './owned.ts';
export { createCustomer } from './register.ts';
export { recordEvent, recordStage } from './timeline.ts';
