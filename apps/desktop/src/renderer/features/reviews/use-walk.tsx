import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';

interface Row {
  id: number;
  /** Nobody has reviewed it. */
  waits: boolean;
}

/**
 * Walks a queue with j and k, or with the buttons of `head`, over what waits, or over `all` of it.
 * `here` is the place of the current row, -1 where there is none.
 */
export function useWalk(rows: readonly Row[] | undefined, all: boolean) {
  const { t } = useText();
  const [chosen, setChosen] = useState<number | null>(null);
  // What was open a moment ago stays within reach of k, reviewed or not.
  const [opened, setOpened] = useState<readonly number[]>([]);
  const stops = (row: Row) => all || row.waits || opened.includes(row.id);
  const at = rows ? rows.findIndex((row) => row.id === chosen) : -1;
  // Where nobody chose yet it begins with the first that waits; what was chosen stays when it is
  // reviewed.
  const here = at >= 0 ? at : (rows?.findIndex(stops) ?? -1);
  const current = rows?.[here];
  if (current && current.id !== chosen) setChosen(current.id);
  const step = (way: 1 | -1) => {
    const ahead = way === 1 ? rows?.slice(here + 1) : rows?.slice(0, here).toReversed();
    const to = ahead?.find(stops);
    if (!to || !current) return null;
    return () => {
      setChosen(to.id);
      setOpened([...opened, current.id]);
    };
  };
  const [previous, next] = [step(-1), step(1)];
  useShortcut({ key: 'j' }, next);
  useShortcut({ key: 'k' }, previous);
  const head = (
    <>
      <span className="soft">{t('review.place', { at: here + 1, n: rows?.length ?? 0 })}</span>
      <Button size="small" disabled={!previous} onClick={() => previous?.()}>
        {t('review.previous')}
      </Button>
      <Button size="small" disabled={!next} onClick={() => next?.()}>
        {t('review.next')}
      </Button>
    </>
  );
  return { here, head };
}
