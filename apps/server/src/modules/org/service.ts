/** What other business areas may use of the organisation. */
export { modelsOfOwner, waysOfDepts, type Way } from '@xinhang/db/repositories/depts-model.ts';
export { deptById, orgTree, type OrgTree } from '@xinhang/db/repositories/depts.ts';
export { orgMoves, type OrgMove } from '@xinhang/db/repositories/org-moves.ts';
export { principalsOf, staff, type StaffMember } from '@xinhang/db/repositories/people.ts';
export { depts as allDepts } from '@xinhang/db/repositories/company.ts';
export { headsWith } from './heads.ts';
export { storedHome } from './homes.ts';
export {
  deptsReached,
  holdersAmong,
  holdersOf,
  loadActor,
  peopleOfRole,
  peopleWho,
  loadOrganisation,
  type DeptReach,
} from '@xinhang/db/repositories/rights.ts';
export { changeState } from './accounts.ts';
export { needMayTouch } from './change.ts';
export { changeUser, needPerson } from './people.ts';
export { takeBackAttempt } from './login-attempts.ts';
export { proveSecondPerson } from './second-person.ts';
export { allRoles } from '@xinhang/db/repositories/roles.ts';
export { namedUsers, userById, userNames } from '@xinhang/db/repositories/users.ts';
