import type { DeskBlock, DeskItem } from '@xinhang/shared/activities.ts';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { useDropWords } from '../../ui/drop-words.ts';
import { lunarWords } from '../../ui/lunar.ts';
import { AlertLines } from './alert-lines.tsx';
import { AttemptLines } from './attempt-lines.tsx';
import { ApprovalLines } from './approval-lines.tsx';
import { ArticleLines } from './article-lines.tsx';
import { BlockHead } from './block-head.tsx';
import { DeliveryCounts } from './delivery-counts.tsx';
import { DropShipCounts } from './drop-ship-counts.tsx';
import { InquiryCounts } from './inquiry-counts.tsx';
import { RequestCounts } from './request-counts.tsx';
import { ExpenseCounts } from './expense-counts.tsx';
import { FestivalLines } from './festival-lines.tsx';
import { CareActions, PromiseActions } from './line-actions.tsx';
import { Asleep, Snooze } from './snoozed.tsx';
import { ReadButton } from './read-button.tsx';
import { ProbationLines, WatchLines } from './staff-lines.tsx';
import { SheetLines } from './sheet-lines.tsx';
import { LoanLines } from './loan-lines.tsx';
import { QuotationLines } from './quotation-lines.tsx';
import { MilestoneLines } from './milestone-lines.tsx';
import { LimitLines } from './limit-lines.tsx';
import { BillLines } from './bill-lines.tsx';
import { PayableLines } from './payable-lines.tsx';
import { StatementLines } from './statement-lines.tsx';
import { PromisedLines } from './promised-lines.tsx';
import { LogLines } from './log-lines.tsx';
import { EnrolmentLines } from './enrolment-lines.tsx';
import { TaskLines } from './task-lines.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { Who } from './work-line.tsx';

interface Props {
  block: DeskBlock;
  whose: 'mine' | 'team';
}

/** Up to eight lines of something to know or do today. */
export function SmallBlock({ block, whose }: Props) {
  const { t } = useText();
  const dates = useDates();
  const follow = useRecordTrail((trail) => trail.follow);
  const kept = useKeptPlace(block.count);
  // Without a single proved backup nothing is in order, whatever did not fail yet.
  const unproved = block.backups?.lastVerifiedAt === null;
  const { items } = block;
  return (
    <section aria-label={t(`desk.${block.kind}`)} className="desk-block" {...kept}>
      <BlockHead block={block} whose={whose} level={2} />
      {block.approvals && <ApprovalLines rows={block.approvals} />}
      {block.expenses && <ExpenseCounts counts={block.expenses} />}
      {block.deliveries && <DeliveryCounts counts={block.deliveries} whose={whose} />}
      {block.requests && <RequestCounts counts={block.requests} />}
      {block.dropShip && <DropShipCounts counts={block.dropShip} />}
      {block.inquiries && <InquiryCounts kind={block.kind} counts={block.inquiries} />}
      {block.tasks && (
        <TaskLines rows={block.tasks} box={block.kind === 'tasksOverdue' ? 'given' : 'received'} />
      )}
      {block.festivals && <FestivalLines rows={block.festivals} />}
      {block.sheets && <SheetLines rows={block.sheets} />}
      {block.alerts && <AlertLines rows={block.alerts} />}
      {block.logs && <LogLines kind={block.kind} rows={block.logs} />}
      {block.articles && <ArticleLines rows={block.articles} />}
      {block.enrolments && (
        <EnrolmentLines rows={block.enrolments} team={block.kind === 'trainingOverdue'} />
      )}
      {block.attempts && <AttemptLines rows={block.attempts} />}
      {block.probation && <ProbationLines rows={block.probation} />}
      {block.milestones && <MilestoneLines rows={block.milestones} />}
      {block.bills && <BillLines rows={block.bills} />}
      {block.limits && <LimitLines rows={block.limits} />}
      {block.payables && <PayableLines rows={block.payables} />}
      {block.statements && (
        <StatementLines side="ar" rows={block.statements} team={whose === 'team'} />
      )}
      {block.supplierStatements && (
        <StatementLines side="ap" rows={block.supplierStatements} team={whose === 'team'} />
      )}
      {block.promised && <PromisedLines rows={block.promised} team={whose === 'team'} />}
      {block.loans && <LoanLines rows={block.loans} />}
      {block.quotations && <QuotationLines rows={block.quotations} />}
      {block.watch && <WatchLines rows={block.watch} />}
      {block.backups && <BackupLines backups={block.backups} />}
      {items.length === 0 &&
        block.jobs.length === 0 &&
        block.count === 0 &&
        block.asleep === 0 &&
        !unproved && <div className="soft">{t(`desk.none.${block.kind}`)}</div>}
      {items.map((item, at) => (
        <SmallLine
          key={`${item.snoozeId}-${at}`}
          item={item}
          kind={block.kind}
          team={whose === 'team'}
          onOpen={() => follow(items.map((one) => one.customerId))}
        />
      ))}
      {block.jobs.map((job) => (
        <div key={job.id} className="small-line">
          <span>{t(wordKey('jobKind', job.kind, 'desk.job'))}</span>
          <span className="small-note soft">
            {job.error && t(wordKey('problem', job.error, 'problem.internal'))}
          </span>
          <span className="soft">{dates.time(job.finishedAt)}</span>
          <Snooze
            kind="jobsFailed"
            id={job.id}
            name={t(wordKey('jobKind', job.kind, 'desk.job'))}
          />
        </div>
      ))}
      <Asleep kind={block.kind} n={block.asleep} />
    </section>
  );
}

/** How safe the data are: what is wrong first, then how old the last good ones are. */
function BackupLines({ backups }: { backups: NonNullable<DeskBlock['backups']> }) {
  const { t } = useText();
  const dates = useDates();
  const at = (ms: number | null) => (ms === null ? t('backup.never') : dates.time(ms));
  const wrong = (['failed', 'overdue', 'low'] as const).filter((what) => backups[what]);
  const names = {
    failed: 'desk.backupFailed',
    overdue: 'desk.backupOverdue',
    low: 'desk.backupLow',
  } as const;
  return (
    <>
      {wrong.map((what) => (
        <div key={what} className="small-line danger">
          {t(names[what])}
        </div>
      ))}
      {backups.lastVerifiedAt === null && <div className="small-line">{t('desk.backupNone')}</div>}
      {backups.lastVerifiedAt !== null && (
        <div className="small-line soft">
          {t('desk.backupVerified', { at: at(backups.lastVerifiedAt) })}
        </div>
      )}
      <div className="small-line soft">
        {t('desk.backupCopied', { at: at(backups.lastCopiedAt) })}
      </div>
    </>
  );
}

interface LineProps {
  item: DeskItem;
  kind: DeskBlock['kind'];
  team: boolean;
  onOpen: () => void;
}

function SmallLine({ item, kind, team, onOpen }: LineProps) {
  const { t } = useText();
  const mayLog = useMay('followUps.create');
  const [logging, setLogging] = useState(false);
  const note = useNote(item, kind);
  const person = kind === 'birthdays' || kind === 'careDue' || kind === 'promisesDue';
  const name = item.recordId ? (
    <Link
      to="/reviews/$id"
      params={{ id: String(item.recordId) }}
      title={item.lastText}
      className="small-name"
    >
      {item.customerName}
    </Link>
  ) : (
    <Link
      to="/customers/$id"
      params={{ id: String(item.customerId) }}
      title={item.customerName}
      className="small-name"
      onClick={onOpen}
    >
      {item.customerName}
    </Link>
  );
  const rest = (
    <>
      <span className="small-note soft" title={note}>
        {[(team || item.recordId) && item.ownerName, note].filter(Boolean).join(' · ')}
      </span>
      {mayLog && !item.recordId && !item.promiseId && (
        <Button
          size="small"
          type="text"
          aria-expanded={logging}
          aria-label={`${t('desk.log')} ${item.customerName}`}
          onClick={() => setLogging(!logging)}
        >
          {t('desk.logShort')}
        </Button>
      )}
      {item.unread && <ReadButton of="followUp" review={item.unread} name={item.customerName} />}
      {item.care && <CareActions id={item.care.id} name={item.customerName} />}
      {item.promiseId && <PromiseActions item={item} id={item.promiseId} />}
      <Snooze kind={kind} id={item.snoozeId} name={item.contactName ?? item.customerName} />
    </>
  );
  return (
    <>
      {person ? (
        <div className="small-person">
          <div className="small-head">
            {name}
            <Who item={item} />
          </div>
          <div className="small-line">{rest}</div>
        </div>
      ) : (
        <div className="small-line">
          {name}
          {rest}
        </div>
      )}
      {logging && (
        <FollowUpBox
          customerId={item.customerId}
          {...(item.planId && { planId: item.planId })}
          {...(item.care && { careItemId: item.care.id })}
          autoFocus
          onSaved={() => setLogging(false)}
        />
      )}
    </>
  );
}

/** What there is to know about the line. */
function useNote(item: DeskItem, kind: DeskBlock['kind']): string {
  const { t, language } = useText();
  const dates = useDates();
  const dropWords = useDropWords();
  if (kind === 'idleCustomers') {
    return item.lastFollowAt === null
      ? t('desk.neverTalked')
      : t('desk.lastOn', { date: dates.dayOf(item.lastFollowAt) });
  }
  if (item.drop) return [dropWords.left(item.on), dropWords.why(item.drop)].join(' · ');
  if (kind === 'newCustomers') return [dates.day(item.on), item.note].filter(Boolean).join(' · ');
  if (kind === 'reviewsDue') return item.lastText;
  if (kind === 'plansDue') return [item.note, dates.day(item.on)].filter(Boolean).join(' · ');
  // Where much stands beside, the day must not be what is cut off.
  if (item.care || item.promiseId) return [dates.day(item.on), item.note].join(' · ');
  if (item.birthday === null) return item.note;
  const { calendar, month, day, leap, moved } = item.birthday;
  const said = calendar === 'lunar' ? lunarWords(language, { month, day }) : { month, day };
  const on = t(`desk.birthday.${calendar}`, {
    month: `${leap ? t('contact.leapShort') : ''}${said.month}`,
    day: said.day,
  });
  return [dates.day(item.on), moved ? `${on} (${t('desk.birthdayMoved')})` : on].join(' · ');
}
