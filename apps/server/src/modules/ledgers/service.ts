/** What other business areas may use of the ledgers: one way in for each, and reading by scope. */
export {
  achievedBy,
  achievedByMonth,
  achievedByPart,
  achievedQuantities,
  achievedPublished,
  achievedUnseen,
  firstAchievements,
  oldestAchievement,
  firstEntity,
  achievementRows,
  type AchievementQuestion,
  type CountedGoods,
  type DeptsAt,
} from '@xinhang/db/repositories/achievement-ledger.ts';
export { achievementDocs } from '@xinhang/db/repositories/achievement-docs.ts';
export {
  leadOf,
  postAchievement,
  postAchievements,
  reverseAchievement,
  type Achievement,
  type AchievementDoc,
  type AchievementMetric,
} from './achievement.ts';
export { creditGroupOf, creditOf, isTooLate, type Credit } from './credit.ts';
export {
  postMoney,
  reverseMoney,
  settle,
  standings,
  takeBack,
  unsettle,
  type MoneyDoc,
  type MoneyKind,
  type MoneyPosting,
  type PartyKind,
  type Settlement,
} from './money.ts';
export {
  allocationById,
  allocationsOn,
  everSettledBy,
  itemsOfParty,
  moneyItem,
  moveItems,
  openItems,
  settledOfContract,
  standingAllocations,
  standingMoneyRows,
  type AllocationRow,
} from '@xinhang/db/repositories/money-ledgers.ts';
export { termsInUse } from '@xinhang/db/repositories/payment-terms.ts';
export { standingVouchers } from '@xinhang/db/repositories/vouchers.ts';
export { assertCome, assertPeriodOpen, assertPostable } from './periods.ts';
export {
  goingLive,
  putGoingLive,
  type GoingLiveRecord,
} from '@xinhang/db/repositories/going-live.ts';
export { asOpening, assertOpeningsOpen, assertSinceGoingLive, isPreparing } from './going-live.ts';
export { dueSchedule, duesFromFapiao, invoiceSchedule, type Due } from './due-schedule.ts';
export { postVoucher, reverseVoucher, type VoucherEntry } from './vouchers.ts';
