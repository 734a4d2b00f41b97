import { company } from '@xinhang/db/repositories/company.ts';
import {
  daysOf,
  inProportion,
  scoreOf,
  type AppraisalPeriod,
  type ScoringRule,
} from '@xinhang/shared/appraisal-rules.ts';
import type { FigureFacts, Indicator } from '@xinhang/shared/appraisal-schemes.ts';
import { businessDate, daySpan } from '@xinhang/shared/business-date.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';

type Figures = Pick<Http, 'figures'>;
type Auto = Extract<Indicator, { kind: 'auto' }>;

/** The days of a person that a sheet counts. */
export interface Counted {
  userId: number;
  from: string;
  to: string;
}

/** Figures of a person in a span of days, by their keys; one that nobody counts any more is not there. */
export async function countFigures(
  { figures }: Figures,
  ctx: ReadContext,
  keys: readonly string[],
  { userId, from, to }: Counted,
): Promise<Map<string, number | null>> {
  const zone = (await company(ctx.db))!.time_zone;
  const { since, before } = daySpan(from, to, zone);
  const today = businessDate(ctx.now, zone);
  const span = { userId, from, to, since: since!, before: before!, today };
  return await figures.count(ctx, keys, span);
}

/** The rule as it is asked of somebody who was there from a day of the period on. */
export function askedRule(
  indicator: Auto,
  facts: FigureFacts,
  counted: Pick<Counted, 'from' | 'to'>,
  period: AppraisalPeriod,
): ScoringRule {
  const [days, of] = [daysOf(counted), daysOf(period)];
  return facts.sums && days < of ? inProportion(indicator.scoring, days, of) : indicator.scoring;
}

interface Counting {
  figure: number | null;
  score: number | null;
}

/** Figure and score (hundredths of a point) of each indicator that is counted. */
export async function countIndicators(
  http: Figures,
  ctx: ReadContext,
  indicators: readonly Indicator[],
  counted: Counted,
  period: AppraisalPeriod,
): Promise<Map<string, Counting>> {
  const auto = indicators.filter((one): one is Auto => one.kind === 'auto');
  const keys = auto.map(({ figure }) => figure);
  const found = await countFigures(http, ctx, keys, counted);
  return new Map(
    auto.map((one): [string, Counting] => {
      const facts = http.figures.get(one.figure);
      const figure = found.get(one.figure) ?? null;
      if (!facts || figure === null) return [one.key, { figure: null, score: null }];
      const score = scoreOf(figure, askedRule(one, facts, counted, period), facts.better);
      return [one.key, { figure, score }];
    }),
  );
}
