import { createRoute } from '@tanstack/react-router';
import { AchievementPage } from '../features/targets/achievement-page.tsx';
import {
  achievementSearch,
  type AchievementSearch,
} from '../features/targets/achievement-search.ts';
import { targetSearch, type TargetSearch } from '../features/targets/target-search.ts';
import { TargetsPage } from '../features/targets/targets-page.tsx';
import { root } from './root.tsx';

const targets = createRoute({
  getParentRoute: () => root,
  path: '/targets',
  validateSearch: (search): TargetSearch => targetSearch.parse(search),
  component: function TargetsRoute() {
    return <TargetsPage search={targets.useSearch()} />;
  },
});
const achievement = createRoute({
  getParentRoute: () => root,
  path: '/achievement',
  validateSearch: (search): AchievementSearch => achievementSearch.parse(search),
  component: function AchievementRoute() {
    return <AchievementPage search={achievement.useSearch()} />;
  },
});

/** What people are to reach, and what they reached. */
export const targetRoutes = [targets, achievement] as const;
