import type { Phase, Report } from './make.ts';

/** Where each part of the work begins, in hundredths of the whole. */
const spans: Readonly<Record<Phase, readonly [from: number, to: number]>> = {
  copy: [0, 8],
  files: [8, 14],
  hash: [14, 20],
  pack: [20, 50],
  unpack: [50, 65],
  check: [65, 80],
  serve: [80, 100],
};

/** Turns what a phase reports into hundredths of the whole, which never go back. */
export function hundredths(heard: (percent: number, phase: Phase) => void): Report {
  let most = -1;
  return (phase, done, total) => {
    const [from, to] = spans[phase];
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const percent = Math.floor(from + (to - from) * share);
    if (percent <= most) return;
    most = percent;
    heard(percent, phase);
  };
}
