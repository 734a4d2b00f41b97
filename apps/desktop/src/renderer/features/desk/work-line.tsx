import type { DeskItem } from '@xinhang/shared/activities.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Snooze } from './snoozed.tsx';

interface Props {
  item: DeskItem;
  team: boolean;
  mayLog: boolean;
  logging: boolean;
  /** Whether Tab stops in it: ↑ ↓ go from line to line, so that it is not far to what stands beside. */
  stop: boolean;
  onOpen: () => void;
  onLog: (on: boolean) => void;
  onSaved: () => void;
}

/** One customer to talk to: when, who, what was said last, and the box to log the next talk. */
export function WorkLine({ item, team, mayLog, logging, stop, ...on }: Props) {
  const { t } = useText();
  const dates = useDates();
  const tabIndex = stop ? 0 : -1;
  const late = item.on !== null && item.on < dates.today;
  const when = late
    ? t('desk.overdue', { n: daysBetween(item.on!, dates.today) })
    : dates.day(item.on);
  const last =
    item.lastText &&
    t('common.labelled', { label: dates.dayOf(item.lastFollowAt), text: item.lastText });
  return (
    <li className="work-item" data-line>
      <span className={late ? 'work-when danger' : 'work-when'}>{when}</span>
      <div className="work-what">
        <div className="work-name">
          <Link
            to="/customers/$id"
            params={{ id: String(item.customerId) }}
            tabIndex={tabIndex}
            onClick={on.onOpen}
            {...(!mayLog && { 'data-first': true })}
          >
            {item.customerName}
          </Link>
          {item.chanceGrade && <span className="soft">{item.chanceGrade}</span>}
          {team && item.ownerName && <span className="soft">{item.ownerName}</span>}
          <Who item={item} tabIndex={tabIndex} />
        </div>
        <div className="work-last soft" title={item.lastText}>
          {last || t('desk.neverTalked')}
        </div>
      </div>
      {mayLog && (
        <span className="work-actions">
          <Button
            size="small"
            tabIndex={tabIndex}
            data-first
            aria-expanded={logging}
            aria-label={`${t('desk.log')} ${item.customerName}`}
            onClick={() => on.onLog(!logging)}
          >
            {t('desk.log')}
          </Button>
          <Snooze
            spelled
            kind="followUpsDue"
            id={item.snoozeId}
            name={item.customerName}
            tabIndex={tabIndex}
          />
        </span>
      )}
      {logging && (
        <div
          className="work-box"
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.defaultPrevented) on.onLog(false);
          }}
        >
          <FollowUpBox customerId={item.customerId} autoFocus onSaved={on.onSaved} />
        </div>
      )}
    </li>
  );
}

/** Whom to call: a tap dials on a phone. */
export function Who({ item, tabIndex = 0 }: { item: DeskItem; tabIndex?: number }) {
  const { phone } = item;
  return (
    <>
      {item.contactName && <span>{item.contactName}</span>}
      {phone !== null && phone.includes('*') && <span>{phone}</span>}
      {phone !== null && !phone.includes('*') && (
        <a tabIndex={tabIndex} href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>
          {phone}
        </a>
      )}
    </>
  );
}
