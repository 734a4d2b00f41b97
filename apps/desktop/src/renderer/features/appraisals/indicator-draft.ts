import type { FigureFacts, FigureUnit, Indicator } from '@xinhang/shared/appraisal-schemes.ts';

/** An indicator as it is typed: values in what people say, not in the units that are stored. */
export interface IndicatorDraft {
  key: string;
  name: string;
  weight: number | null;
  kind: 'auto' | 'manual';
  note: string;
  figure: string | null;
  rule: 'linear' | 'steps';
  floor: number | null;
  target: number | null;
  cap: number | null;
  steps: { at: number | null; score: number | null }[];
}

/** How many stored units one of what people say has: a yuan 100 fen, a percent 100 bp. */
export const perUnit: Record<FigureUnit, number> = { count: 1, fen: 100, bp: 100, hundredths: 100 };

/** A key that none of these has. */
function freeKey(taken: readonly string[]): string {
  for (let n = 1; ; n += 1) if (!taken.includes(`i${n}`)) return `i${n}`;
}

export const newIndicator = (others: readonly IndicatorDraft[]): IndicatorDraft => ({
  key: freeKey(others.map(({ key }) => key)),
  name: '',
  weight: Math.max(1, 100 - weightSum(others)),
  kind: 'manual',
  note: '',
  figure: null,
  rule: 'linear',
  floor: 0,
  target: null,
  cap: 100,
  steps: [{ at: null, score: 100 }],
});

export const weightSum = (drafts: readonly IndicatorDraft[]): number =>
  drafts.reduce((sum, { weight }) => sum + (weight ?? 0), 0);

const unitOf = (figures: readonly FigureFacts[], key: string | null) =>
  perUnit[figures.find((one) => one.key === key)?.unit ?? 'count'];

export function toDrafts(
  indicators: readonly Indicator[],
  figures: readonly FigureFacts[],
): IndicatorDraft[] {
  return indicators.map((one) => {
    const draft = { ...newIndicator([]), key: one.key, name: one.name, weight: one.weight };
    if (one.kind === 'manual') return { ...draft, kind: 'manual', note: one.note };
    const unit = unitOf(figures, one.figure);
    const { scoring } = one;
    return {
      ...draft,
      kind: 'auto',
      figure: one.figure,
      rule: scoring.rule,
      ...(scoring.rule === 'linear'
        ? { floor: scoring.floor / unit, target: scoring.target / unit, cap: scoring.cap }
        : { steps: scoring.steps.map(({ at, score }) => ({ at: at / unit, score })) }),
    };
  });
}

export function toIndicators(
  drafts: readonly IndicatorDraft[],
  figures: readonly FigureFacts[],
): Indicator[] {
  return drafts.map(({ key, name, weight, kind, note, figure, rule, ...scoring }) => {
    const base = { key, name: name.trim(), weight: weight ?? 0 };
    if (kind === 'manual') return { kind, ...base, note };
    const unit = unitOf(figures, figure);
    const stored = (value: number | null) => Math.round((value ?? 0) * unit);
    return {
      kind,
      ...base,
      figure: figure ?? '',
      scoring:
        rule === 'linear'
          ? {
              rule,
              floor: stored(scoring.floor),
              target: stored(scoring.target),
              cap: scoring.cap ?? 100,
            }
          : {
              rule,
              steps: scoring.steps.map(({ at, score }) => ({ at: stored(at), score: score ?? 0 })),
            },
    };
  });
}

/** What keeps indicators from being saved. */
export function wrongIndicators(
  drafts: readonly IndicatorDraft[],
): 'none' | 'name' | 'figure' | 'values' | 'weights' | null {
  if (drafts.length === 0) return 'none';
  for (const { name, kind, figure, rule, floor, target, steps } of drafts) {
    if (name.trim() === '') return 'name';
    if (kind === 'manual') continue;
    if (!figure) return 'figure';
    const values =
      rule === 'linear' ? [floor, target] : steps.flatMap((one) => [one.at, one.score]);
    if (values.length === 0 || values.includes(null)) return 'values';
  }
  return weightSum(drafts) === 100 ? null : 'weights';
}
