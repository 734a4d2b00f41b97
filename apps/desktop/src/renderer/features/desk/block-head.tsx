import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { DESK_CAP } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { createElement } from 'react';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { inquirySearchOf } from './inquiry-search-of.ts';
import { useDates } from '../../ui/dates.ts';
import { useOwnBoard } from './delivery-counts.tsx';

interface Props {
  block: DeskBlock;
  whose: 'mine' | 'team';
  level: 2 | 3;
}

/** What a block is about, how much there is, and the way to all of it. */
export function BlockHead({ block, whose, level }: Props) {
  const { t } = useText();
  return (
    <div className="desk-head">
      {createElement(`h${level}`, null, t(`desk.${block.kind}`))}
      {block.kind !== 'backups' && (
        <span className="soft">
          {block.count.toLocaleString('en-US')}
          {block.count >= DESK_CAP && '+'}
        </span>
      )}
      <span className="spring" />
      {(block.count > 0 || block.kind === 'backups') && <All kind={block.kind} whose={whose} />}
    </div>
  );
}

/** Greets those of the week in one go, where the reader writes to his contacts. */
function Birthdays() {
  const { t } = useText();
  const may = useMay('campaigns.create');
  if (!may) return <Link to="/contacts">{t('desk.all')}</Link>;
  return (
    <Link to="/campaigns" search={{ greet: 'birthday' }}>
      {t('campaign.greet')}
    </Link>
  );
}

function Board({ whose }: { whose: 'mine' | 'team' }) {
  const { t } = useText();
  const own = useOwnBoard(whose);
  return (
    <Link to="/delivery-board" search={own}>
      {t('desk.all')}
    </Link>
  );
}

function All({ kind, whose }: { kind: DeskBlock['kind']; whose: 'mine' | 'team' }) {
  const { t } = useText();
  const { today } = useDates();
  const label = t('desk.all');
  const view = whose;
  switch (kind) {
    case 'followUpsDue':
      return (
        <Link
          to="/customers"
          search={{ view, nextFollowTo: today, sort: 'nextFollowOn', dir: 'asc' }}
        >
          {label}
        </Link>
      );
    case 'idleCustomers':
      return (
        <Link to="/customers" search={{ view, overdue: true, sort: 'grade', dir: 'asc' }}>
          {label}
        </Link>
      );
    case 'newCustomers':
      return (
        <Link to="/customers" search={{ view, sort: 'createdAt', dir: 'desc' }}>
          {label}
        </Link>
      );
    case 'poolWarning':
      return (
        <Link to="/pool-forecast" search={whose === 'mine' ? { mine: true } : {}}>
          {label}
        </Link>
      );
    case 'careDue':
      return (
        <Link to="/care" search={whose === 'team' ? { whose } : {}}>
          {label}
        </Link>
      );
    case 'promisesDue':
      return (
        <Link to="/care" search={{ tab: 'promises' }}>
          {label}
        </Link>
      );
    case 'birthdays':
      return <Birthdays />;
    case 'approvals':
      return <Link to="/approvals">{label}</Link>;
    case 'expensesDue':
      return (
        <Link to="/expenses" search={{}}>
          {label}
        </Link>
      );
    case 'deliveriesDue':
      return <Board whose={whose} />;
    case 'milestonesDue':
      return (
        <Link to="/contract-milestones" search={whose === 'mine' ? { mine: true } : {}}>
          {label}
        </Link>
      );
    case 'payablesDue':
      return (
        <Link to="/payables" search={{}}>
          {label}
        </Link>
      );
    case 'billsDue':
      return (
        <Link to="/bills-received" search={{ state: ['held'] }}>
          {label}
        </Link>
      );
    case 'paymentsPromised':
      return (
        <Link to="/collections" search={{}}>
          {label}
        </Link>
      );
    case 'statementsDue':
      return (
        <Link to="/statements" search={{ late: true }}>
          {label}
        </Link>
      );
    case 'supplierStatementsDue':
      return (
        <Link to="/supplier-statements" search={{ late: true }}>
          {label}
        </Link>
      );
    case 'loansDue':
      return (
        <Link to="/loans" search={{ state: ['out'], ...(whose === 'mine' && { mine: true }) }}>
          {label}
        </Link>
      );
    case 'inquiriesToAnswer':
    case 'inquiriesToPrice':
    case 'inquiryOffers':
      return (
        <Link to="/price-inquiries" search={inquirySearchOf(kind)}>
          {label}
        </Link>
      );
    case 'quotationsEnding':
      return (
        <Link to="/quotations" search={{ state: ['sent'] }}>
          {label}
        </Link>
      );
    case 'dropShip':
      return <Link to="/drop-ship">{label}</Link>;
    case 'requestsToOrder':
      return <Link to="/requests-to-order">{label}</Link>;
    case 'plansDue':
      return <Link to="/plans">{label}</Link>;
    case 'articlesToRead':
      return (
        <Link to="/knowledge" search={{ view: 'required' }}>
          {label}
        </Link>
      );
    case 'trainingDue':
      return <Link to="/training">{label}</Link>;
    case 'trainingOverdue':
      return (
        <Link to="/training" search={{ tab: 'results' }}>
          {label}
        </Link>
      );
    case 'attemptsToMark':
      return (
        <Link to="/training" search={{ tab: 'marking' }}>
          {label}
        </Link>
      );
    case 'tasksReceived':
      return <Link to="/tasks">{label}</Link>;
    case 'tasksOverdue':
      return (
        <Link to="/tasks" search={{ box: 'given' }}>
          {label}
        </Link>
      );
    case 'sheetsToFill':
      return <Link to="/appraisals">{label}</Link>;
    case 'probationDue':
      return (
        <Link to="/appraisals" search={{ tab: 'probation' }}>
          {label}
        </Link>
      );
    case 'watchDue':
      return (
        <Link to="/appraisals" search={{ tab: 'watch' }}>
          {label}
        </Link>
      );
    case 'sheetsToScore':
      return (
        <Link to="/appraisals" search={{ tab: 'todo' }}>
          {label}
        </Link>
      );
    case 'reviewsDue':
      return <Link to="/reviews">{label}</Link>;
    case 'reviewsReceived':
      return (
        <Link to="/reviews" search={{ tab: 'received' }}>
          {label}
        </Link>
      );
    case 'alerts':
      return <Link to="/alerts">{label}</Link>;
    case 'logsDue':
      return <Link to="/work-logs">{label}</Link>;
    case 'logReviews':
      return (
        <Link to="/work-logs" search={{ tab: 'mine', unread: true }}>
          {label}
        </Link>
      );
    case 'logsToReview':
      return (
        <Link to="/reviews" search={{ tab: 'logs' }}>
          {label}
        </Link>
      );
    case 'logsMissing':
      return (
        <Link to="/work-logs" search={{ tab: 'missing' }}>
          {label}
        </Link>
      );
    case 'backups':
      return <Link to="/backups">{label}</Link>;
    case 'limitsEnding':
    case 'festivals':
    case 'jobsFailed':
      return null;
  }
}
