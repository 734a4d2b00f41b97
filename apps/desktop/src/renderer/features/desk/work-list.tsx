import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useMay } from '../../app/session.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import { typing } from '../../ui/keys.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { BlockHead } from './block-head.tsx';
import { Asleep } from './snoozed.tsx';
import { WorkLine } from './work-line.tsx';

interface Props {
  block: DeskBlock;
  whose: 'mine' | 'team';
}

/** Today's follow-ups, worked through from top to bottom: ↑ ↓ move, Enter opens the box. */
export function WorkList({ block, whose }: Props) {
  const { t } = useText();
  const mayLog = useMay('followUps.create');
  const follow = useRecordTrail((trail) => trail.follow);
  const [logging, setLogging] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const awake = block.items;

  const goTo = (at: number) => {
    const lines = list.current?.querySelectorAll<HTMLElement>('[data-first]');
    lines?.item(Math.max(0, Math.min(lines.length - 1, at)))?.focus();
  };
  const here = () => {
    const line = document.activeElement?.closest('[data-line]');
    return line ? [...list.current!.querySelectorAll('[data-line]')].indexOf(line) : -1;
  };
  useShortcut({ key: 'j' }, () => goTo(here() + 1));
  useShortcut({ key: 'k' }, () => goTo(here() - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (typing(event) || event.altKey || event.ctrlKey) return;
    if (event.key === 'ArrowDown') goTo(here() + 1);
    else if (event.key === 'ArrowUp') goTo(here() - 1);
    else return;
    event.preventDefault();
  };
  const saved = (customerId: number) => {
    const at = awake.findIndex((item) => item.customerId === customerId);
    setLogging(null);
    goTo(at + 1);
  };

  return (
    <section aria-label={t('desk.followUpsDue')}>
      <BlockHead block={block} whose={whose} level={2} />
      {block.items.length === 0 && block.asleep === 0 && (
        <div className="desk-clear">
          <span>{t('desk.nothingDue')}</span>
          <Link to="/customers">{t('desk.toCustomers')}</Link>
        </div>
      )}
      <ol className="work-list" ref={list} onKeyDown={onKeyDown} onFocus={() => setAt(here())}>
        {awake.map((item, line) => (
          <WorkLine
            key={item.customerId}
            item={item}
            team={whose === 'team'}
            logging={logging === item.customerId}
            mayLog={mayLog}
            stop={line === Math.min(at, awake.length - 1)}
            onOpen={() => follow(awake.map((one) => one.customerId))}
            onLog={(on) => setLogging(on ? item.customerId : null)}
            onSaved={() => saved(item.customerId)}
          />
        ))}
      </ol>
      <Asleep kind={block.kind} n={block.asleep} />
    </section>
  );
}
