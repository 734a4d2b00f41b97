/** What other business areas may use of the customer file. */
export { contactById, contactsOf } from '@xinhang/db/repositories/contacts.ts';
export {
  customerById,
  customerHeads,
  customersOfCores,
  hitsOfKeys,
  reachedAmong,
} from '@xinhang/db/repositories/customer-keys.ts';
export {
  addressById,
  addressesOf,
  titleById,
  titlesOf,
} from '@xinhang/db/repositories/customer-places.ts';
export {
  collaborators,
  customersNamed,
  customersOwned,
  findCustomer,
  groupBelow,
  parentIdOf,
  setCollaborators,
  updateCustomer,
} from '@xinhang/db/repositories/customers.ts';
export {
  deptPathsOf,
  poolOfOwner,
  poolOfPath,
  poolReaches,
} from '@xinhang/db/repositories/pool-reach.ts';
export { customersByIds } from '@xinhang/db/repositories/desk.ts';
export { hangRows, idsHanging } from '@xinhang/db/repositories/merges.ts';
export { countSeen } from './hanging.ts';
export {
  endTemporaryLimit,
  endingTemporaryLimits,
  insertTemporaryLimit,
  temporaryLimitsOf,
} from '@xinhang/db/repositories/temporary-limits.ts';
export { customFields, dicts, tags } from '@xinhang/db/repositories/words.ts';
export {
  childAudience,
  needCustomer,
  needLiveCustomer,
  recordChange,
  recordChildChange,
} from './access.ts';
export { checkCredit } from './checks.ts';
export { contactsOfCustomer } from './contacts.ts';
export { customersByGrade } from './by-grade.ts';
export { changeCustomer, customerConflict, giveCustomer } from './change.ts';
export { customerBlock, deskItems, deskLine } from './desk-items.ts';
export { countView } from './pool-views.ts';
export { refreshDerived } from './derived.ts';
export { factsOf } from './distribute.ts';
export { editWindow, sealedAt } from './edit-window.ts';
export { enterContact, enterCustomer } from './enter.ts';
export { countFiltered } from './count-filtered.ts';
export { toConditions } from './filters.ts';
export { limitOn, raises } from './limits.ts';
export { phoneView, shownPhone } from './mapper.ts';
export { passOn } from './hands.ts';
export { maySetCredit } from './policy.ts';
export { sightOf } from './owned.ts';
export { customersFound } from './search.ts';
export { searchColumns, searchQuery } from './search-words.ts';
export { createCustomer } from './register.ts';
export { recordEvent, recordStage, stageColumns } from './timeline.ts';
