import type { StatementRow, WholeStatement } from '@xinhang/shared/statements.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { AccountItems } from './account-tables.tsx';
import { money } from './money.ts';
import { StatementActions } from './statement-actions.tsx';
import { partyOf, useStatementSide } from './statement-side.ts';
import { StatementPrintButton } from './statement-print.tsx';

/** A statement as it was sent, and what became of it. */
export function StatementPage({ id }: { id: number }) {
  const navigate = useNavigate();
  const { endpoints, paths } = useStatementSide();
  const found = useEndpoint(endpoints.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () => void navigate({ to: paths.one, params: { id: String(to) }, replace: true });
  return (
    <RecordPage<WholeStatement>
      found={found}
      tab={{ path: `${paths.list}/${id}`, title: (doc) => doc.no }}
      previous={go(previous)}
      next={go(next)}
    >
      {(doc) => <Content doc={doc} />}
    </RecordPage>
  );
}

/** What is open of a row is of today, and stands on no statement. */
const asItems = (rows: readonly StatementRow[]) => rows.map((row) => ({ ...row, openFen: 0 }));

function Content({ doc }: { doc: WholeStatement }) {
  const { t } = useText();
  const { side, own, endpoints } = useStatementSide();
  const late = doc.lateDays > 0 && ` · ${t('statement.lateDays', { n: doc.lateDays })}`;
  return (
    <>
      <RecordHead
        title={`${own('title')} ${doc.no}`}
        facts={
          <span className={late || doc.state === 'difference' ? 'danger' : 'soft'}>
            {t(`statement.state.${doc.state}`)}
            {late}
          </span>
        }
      >
        <StatementActions doc={doc} />
        <FileButton
          label={t('finance.export')}
          endpoint={endpoints.file}
          body={{ statementId: doc.id }}
        />
        <StatementPrintButton doc={doc} />
      </RecordHead>
      <RecordColumns
        main={
          <>
            <Section title={t('statement.asMade')}>
              <AccountItems
                side={side}
                openingFen={doc.openingFen}
                from={doc.from}
                items={asItems(doc.items)}
                frozen
              />
            </Section>
            {doc.late.length > 0 && (
              <Section title={t('statement.laterRows')}>
                <span className="soft">
                  {t('statement.laterWhy', {
                    amount: money(doc.lateFen),
                    now: money(doc.closingFen + doc.lateFen),
                  })}
                </span>
                <AccountItems
                  side={side}
                  openingFen={doc.closingFen}
                  from={undefined}
                  items={asItems(doc.late)}
                  frozen
                />
              </Section>
            )}
          </>
        }
        side={<Facts doc={doc} />}
      />
    </>
  );
}

function Facts({ doc }: { doc: WholeStatement }) {
  const { t } = useText();
  const { side, own } = useStatementSide();
  const party = partyOf(doc);
  const { day, time } = useDates();
  const { sent, confirmed, difference, cleared } = doc;
  return (
    <>
      <Section
        title={party.name}
        extra={
          <Link
            to={side === 'ar' ? '/receivables/$id' : '/payables/$id'}
            params={{ id: String(party.id) }}
            search={{}}
          >
            {t('finance.account')}
          </Link>
        }
      >
        <FactList
          facts={[
            [t('statement.span'), `${doc.from} – ${doc.to}`],
            [t('statement.opening'), money(doc.openingFen)],
            [own('owed'), money(doc.owedFen)],
            [own('paid'), money(doc.paidFen)],
            [t('statement.closing'), money(doc.closingFen)],
            [t('finance.owner'), doc.owner?.name ?? ''],
            [t('statement.madeBy'), `${doc.madeBy.name} ${time(doc.madeAt)}`],
          ]}
        />
      </Section>
      <Section title={t('statement.track')}>
        <FactList
          facts={[
            [
              t('statement.sent'),
              sent
                ? [
                    day(sent.on),
                    t(`statement.way.${sent.way}`),
                    sent.to,
                    sent.by.name,
                    sent.times > 1 && t('statement.times', { n: sent.times }),
                  ]
                    .filter(Boolean)
                    .join(' · ')
                : '',
            ],
            [own('confirmed'), confirmed ? `${day(confirmed.on)} · ${confirmed.by}` : ''],
            [t('statement.difference'), difference ? money(difference.fen) : ''],
            [t('statement.reason'), difference?.reason ?? ''],
            [
              t('statement.clearer'),
              difference
                ? `${difference.clearer.name} · ${t('statement.until', { day: difference.until })}`
                : '',
            ],
            [
              t('statement.clearedHow'),
              cleared ? `${cleared.note} (${cleared.by.name} ${day(cleared.on)})` : '',
            ],
            [t('statement.withdrawnWhy'), doc.withdrawnReason],
          ]}
        />
        {!sent && !confirmed && !difference && doc.withdrawnReason === '' && (
          <span className="soft">{own('notSent')}</span>
        )}
      </Section>
    </>
  );
}
