/** What other business areas may use of the ledgers: one way in, and reading by scope. */
export {
  achievedBy,
  achievedByMonth,
  achievedByPart,
  achievedPublished,
  firstAchievements,
  achievementRows,
  type AchievementQuestion,
} from '@xinhang/db/repositories/achievement-ledger.ts';
export {
  postAchievement,
  reverseAchievement,
  type Achievement,
  type AchievementDoc,
  type AchievementMetric,
} from './achievement.ts';
