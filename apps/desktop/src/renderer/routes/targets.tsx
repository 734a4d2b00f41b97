import { createRoute } from '@tanstack/react-router';
import { AchievementPage } from '../features/targets/achievement-page.tsx';
import {
  achievementSearch,
  type AchievementSearch,
} from '../features/targets/achievement-search.ts';
import { PersonPage } from '../features/targets/person-page.tsx';
import { RampUpPage } from '../features/targets/ramp-up-page.tsx';
import { RankingPage } from '../features/targets/ranking-page.tsx';
import { SalesPlanPage } from '../features/targets/sales-plan-page.tsx';
import { SalesPlansPage } from '../features/targets/sales-plans-page.tsx';
import { ScorecardsPage } from '../features/targets/scorecards-page.tsx';
import {
  rankingSearch,
  salesPlanSearch,
  type SalesPlanSearch,
  scorecardSearch,
  type RankingSearch,
  type ScorecardSearch,
} from '../features/targets/team-search.ts';
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

const ranking = createRoute({
  getParentRoute: () => root,
  path: '/ranking',
  validateSearch: (search): RankingSearch => rankingSearch.parse(search),
  component: function RankingRoute() {
    return <RankingPage search={ranking.useSearch()} />;
  },
});
const scorecards = createRoute({
  getParentRoute: () => root,
  path: '/scorecards',
  validateSearch: (search): ScorecardSearch => scorecardSearch.parse(search),
  component: function ScorecardsRoute() {
    return <ScorecardsPage search={scorecards.useSearch()} />;
  },
});
const person = createRoute({
  getParentRoute: () => root,
  path: '/team/$id',
  validateSearch: (search): ScorecardSearch => scorecardSearch.parse(search),
  component: function PersonRoute() {
    return <PersonPage id={Number(person.useParams().id)} search={person.useSearch()} />;
  },
});
const rampUp = createRoute({
  getParentRoute: () => root,
  path: '/ramp-up',
  component: RampUpPage,
});

const salesPlans = createRoute({
  getParentRoute: () => root,
  path: '/sales-plans',
  validateSearch: (search): SalesPlanSearch => salesPlanSearch.parse(search),
  component: function SalesPlansRoute() {
    return <SalesPlansPage search={salesPlans.useSearch()} />;
  },
});
const salesPlan = createRoute({
  getParentRoute: () => root,
  path: '/sales-plans/$id',
  component: function SalesPlanRoute() {
    return <SalesPlanPage id={Number(salesPlan.useParams().id)} />;
  },
});

/** What people are to reach, and what they reached. */
export const targetRoutes = [
  targets,
  achievement,
  ranking,
  scorecards,
  person,
  rampUp,
  salesPlans,
  salesPlan,
] as const;
