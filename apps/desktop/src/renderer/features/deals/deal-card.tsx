import { ClockCircleOutlined } from '@ant-design/icons';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import { Link } from '@tanstack/react-router';
import type { DragEvent, ReactNode } from 'react';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { moveKey } from './board-keys.ts';
import { money, useDealWords } from './deal-words.ts';

interface Props {
  row: DealRow;
  /** The one that Tab comes to; arrows go on from it. */
  current: boolean;
  /** Refused while its move is under way. */
  moving: boolean;
  onFollow: () => void;
  onDrag: (row: DealRow | null) => void;
  onMenu: () => void;
  /** By its keys: one stage back, or one on. */
  onMove: (way: -1 | 1) => void;
  /** The menu of the card, where it stands open. */
  menu: (button: ReactNode) => ReactNode;
}

/** A deal on the board: what it is, whose, how much and when, and whether it stands too long. */
export function DealCard({ row, current, moving, ...props }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useDealWords();
  const { company } = useMe();
  const late = dates.overdue(row.expectedOn);
  const tab = current ? 0 : -1;
  const movable = row.can.update && !moving && !row.waiting;
  const begin = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', row.name);
    event.dataTransfer.effectAllowed = 'move';
    props.onDrag(row);
  };
  const button = (
    <button
      type="button"
      className="plain-button card-menu"
      tabIndex={tab}
      aria-haspopup="menu"
      aria-label={t('deal.actionsOf', { name: row.name })}
      onClick={props.onMenu}
    >
      ⋯
    </button>
  );
  return (
    <li
      className={`deal-card${moving ? ' card-moving' : ''}`}
      data-deal={row.id}
      draggable={movable}
      onDragStart={begin}
      onDragEnd={() => props.onDrag(null)}
      onKeyDown={(event) => {
        const way = moveKey(event);
        if (way === null) return;
        event.preventDefault();
        if (movable) props.onMove(way);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu();
      }}
    >
      <div className="card-head">
        <Link
          to="/deals/$id"
          params={{ id: String(row.id) }}
          className="card-name"
          tabIndex={tab}
          draggable={false}
          aria-keyshortcuts="Control+ArrowLeft Control+ArrowRight"
          onClick={props.onFollow}
        >
          {row.name}
        </Link>
        {props.menu(button)}
      </div>
      <div className={row.customer ? 'card-line' : 'card-line soft'}>
        {row.customer?.name ?? t('deal.noCustomer')}
      </div>
      <div className="card-pair">
        <span className={row.amountFen === null ? 'soft' : 'card-amount'}>
          {row.amountFen === null ? t('deal.amountUnknown') : money(row.amountFen)}
        </span>
        <span className={late ? 'danger' : 'soft'}>
          {row.expectedOn === null
            ? t('deal.noDate')
            : late
              ? t('deal.lateDays', { n: daysBetween(row.expectedOn, dates.today) })
              : dates.day(row.expectedOn)}
        </span>
      </div>
      <div className="card-pair">
        <span className="soft">{row.owner.name}</span>
        {row.stuck && (
          <span className="card-stuck">
            {t('deal.stuckDays', { n: daysInStage(row.stageSince, company) })}
          </span>
        )}
      </div>
      {row.waiting && (
        <div className="card-waiting">
          <ClockCircleOutlined aria-hidden />{' '}
          {t('deal.waitingInto', { stage: words.stage(row.waiting.stage.name) })}
        </div>
      )}
    </li>
  );
}
