/** What other business areas may use of the ledgers: one way in for each, and reading by scope. */
export {
  achievedBy,
  achievedByMonth,
  achievedByPart,
  achievedPublished,
  achievedUnseen,
  firstAchievements,
  oldestAchievement,
  achievementRows,
  type AchievementQuestion,
} from '@xinhang/db/repositories/achievement-ledger.ts';
export {
  leadOf,
  postAchievement,
  reverseAchievement,
  type Achievement,
  type AchievementDoc,
  type AchievementMetric,
} from './achievement.ts';
export { creditOf, type Credit } from './credit.ts';
export {
  postMoney,
  reverseMoney,
  settle,
  standings,
  unsettle,
  type MoneyDoc,
  type MoneyKind,
  type MoneyPosting,
  type PartyKind,
  type Settlement,
} from './money.ts';
export { assertPeriodOpen, type ClosedArea } from './periods.ts';
export { postVoucher, reverseVoucher, type VoucherEntry } from './vouchers.ts';
