import { calendarDay } from '@xinhang/shared/system.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { CalendarDay } from '@xinhang/shared/work-calendar.ts';
import { App } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { useCommand } from '../../app/query.ts';
import { ConflictDialog } from '../../form/conflict-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import {
  byDate,
  inOrder,
  isWeekend,
  mergeDays,
  type Clash,
  type Exceptions,
} from './calendar-days.ts';

const standing = z.object({ days: z.array(calendarDay) });

/** The days that stand now, when a colleague saved the year meanwhile. */
function standingNow(error: Error): Exceptions | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'version-conflict') return null;
  const data = standing.safeParse(error.problem.data);
  return data.success ? byDate(data.data.days) : null;
}

const text = (days: Exceptions) => JSON.stringify(inOrder(days));

/**
 * A year being changed. What a colleague saves meanwhile never undoes it and is never overwritten:
 * dates that one of the two changed are merged, and a choice is asked for those that both did.
 */
export function useCalendarDraft(year: number, saved: CalendarDay[]) {
  const { t } = useText();
  const { message } = App.useApp();
  const [began, setBegan] = useState<Exceptions>(() => byDate(saved));
  const [days, setDays] = useState<Exceptions>(began);
  const [asked, setAsked] = useState<{ clashes: Clash[]; merged: Exceptions; now: Exceptions }>();
  const [attempt, setAttempt] = useState(0);
  const set = useCommand(api.system.setCalendar);
  const changed = text(days) !== text(began);
  const begin = (next: Exceptions) => {
    setBegan(next);
    setDays(next);
  };
  if (!changed && text(byDate(saved)) !== text(began) && !set.isPending) begin(byDate(saved));

  const send = (seen: Exceptions, wanted: Exceptions) =>
    set.mutate(
      { params: { year }, body: { days: inOrder(wanted), seen: inOrder(seen) } },
      {
        onSuccess: (answer) => {
          setAsked(undefined);
          begin(byDate(answer.days));
          void message.success(t('settings.saved'));
        },
        onError: (error) => {
          const now = standingNow(error);
          if (!now) return;
          set.reset();
          const { merged, clashes } = mergeDays(seen, wanted, now);
          if (clashes.length === 0) return send(now, merged);
          setAttempt((last) => last + 1);
          setAsked({ clashes, merged, now });
        },
      },
    );
  const resolve = (mine: ReadonlySet<string>) => {
    if (!asked) return;
    const chosen = new Map(asked.merged);
    for (const { date, theirs } of asked.clashes) {
      if (mine.has(date)) continue;
      if (theirs) chosen.set(date, theirs);
      else chosen.delete(date);
    }
    send(asked.now, chosen);
  };
  const show = (date: string, day: unknown) => {
    const { kind, name } = (day ?? {}) as Partial<CalendarDay>;
    if (!kind) return t(isWeekend(date) ? 'calendar.plainRest' : 'calendar.plainWork');
    return [t(`calendar.${kind}Long`), name].filter(Boolean).join(' ');
  };
  return {
    days,
    setDays,
    changed,
    save: () => send(began, days),
    discard: () => begin(byDate(saved)),
    saving: set.isPending,
    error: set.error,
    dialog: (
      <ConflictDialog
        conflict={
          asked
            ? {
                version: attempt,
                fields: asked.clashes.map(({ date, mine, theirs }) => ({
                  field: date,
                  yours: mine ?? null,
                  current: theirs ?? null,
                })),
              }
            : null
        }
        saving={set.isPending}
        label={(date) => date}
        show={show}
        onClose={() => setAsked(undefined)}
        onResolve={(_attempt, mine) => resolve(mine)}
      />
    ),
  };
}
