import type { Sheet } from '@xinhang/shared/appraisals.ts';
import { stateWords } from '@xinhang/shared/appraisal-words.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Tag } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { GrowingText } from '../../ui/growing-text.tsx';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { SheetActions } from './sheet-actions.tsx';
import { SheetItems, type Entries, type Writer } from './sheet-items.tsx';
import './appraisals.css';

const titleOf = ({ person, period }: Sheet) => `${person.name} ${period}`;

/** One appraisal sheet: what was counted, what both say of it, and the next step. */
export function SheetPage({ id }: { id: number }) {
  const found = useEndpoint(api.appraisals.get, { params: { id } });
  return (
    <RecordPage found={found} tab={{ path: `/appraisals/${id}`, title: titleOf }}>
      {(sheet) => <Content key={`${id} ${sheet.state}`} sheet={sheet} />}
    </RecordPage>
  );
}

/** Who writes in it now, of whoever reads it. */
function writerOf(sheet: Sheet, watched: boolean, late: boolean): Writer | null {
  if (watched) return null;
  if (sheet.own) return sheet.state === 'draft' ? 'self' : null;
  const head = sheet.state === 'submitted' || (sheet.state === 'draft' && late);
  return sheet.mayScore && head ? 'head' : null;
}

function entriesOf(sheet: Sheet, writer: Writer | null): Entries {
  if (writer === null) return {};
  return Object.fromEntries(
    sheet.items
      .filter(({ indicator }) => indicator.kind === 'manual')
      .map((item) => {
        const [score, note] =
          writer === 'self' ? [item.selfScore, item.selfNote] : [item.headScore, item.headNote];
        return [item.indicator.key, { score: score === null ? null : score / 100, note }];
      }),
  );
}

interface Written {
  entries: Entries;
  comment: string;
}

function Content({ sheet }: { sheet: Sheet }) {
  const { t, language } = useText();
  const dates = useDates();
  const late = dates.overdue(sheet.dueOn);
  const writer = writerOf(sheet, useMe().viewAs !== null, late);
  const name = `appraisal.${sheet.id}.${sheet.state}`;
  const kept = useDraft<Written>(name);
  const [typed, setTyped] = useState<Partial<Written>>(() => (writer ? kept.read() : {}));
  useKeptDraft(name, writer && Object.keys(typed).length > 0 ? (typed as Written) : null);
  const entries = { ...entriesOf(sheet, writer), ...(writer ? typed.entries : {}) };
  const comment = typed.comment ?? sheet.comment;
  const looks = useMay('performance.read');
  return (
    <>
      <RecordHead
        title={titleOf(sheet)}
        facts={
          <>
            <Tag>{stateWords[sheet.state][language]}</Tag>
            {sheet.grade && <Tag>{sheet.grade}</Tag>}
            {sheet.dueOn && (
              <span className={late ? 'danger' : 'soft'}>
                {t('appraisal.due', { date: dates.day(sheet.dueOn) })}
              </span>
            )}
          </>
        }
      />
      <RecordColumns
        main={
          <>
            {sheet.objection !== '' && (
              <Alert
                type="warning"
                className="page-note"
                title={t('appraisal.objected')}
                description={<div className="appraisal-text">{sheet.objection}</div>}
              />
            )}
            <Section
              title={t('appraisal.indicators')}
              extra={
                <span className="soft">
                  {t('appraisal.countedAt', { at: dates.time(sheet.countedAt) })}
                </span>
              }
            >
              <SheetItems
                sheet={sheet}
                writer={writer}
                entries={entries}
                onEntry={(key, entry) =>
                  setTyped({ ...typed, entries: { ...entries, [key]: entry } })
                }
              />
              <p className="soft">
                {t('appraisal.byCredit')}{' '}
                {looks && (
                  <Link to="/team/$id" params={{ id: String(sheet.person.id) }}>
                    {t('appraisal.toFigures', { name: sheet.person.name })}
                  </Link>
                )}
              </p>
            </Section>
            {(writer === 'head' || sheet.comment !== '') && (
              <Section title={t('appraisal.comment')}>
                {writer === 'head' ? (
                  <div className="appraisal-write">
                    <GrowingText
                      minRows={2}
                      maxRows={8}
                      maxLength={1000}
                      aria-label={t('appraisal.comment')}
                      value={comment}
                      onChange={(event) => setTyped({ ...typed, comment: event.target.value })}
                    />
                  </div>
                ) : (
                  <div className="appraisal-text">{sheet.comment}</div>
                )}
              </Section>
            )}
            <SheetActions
              sheet={sheet}
              writer={writer}
              written={{ entries, comment }}
              onSaved={() => setTyped({})}
            />
          </>
        }
        side={<Side sheet={sheet} />}
      />
    </>
  );
}

function Side({ sheet }: { sheet: Sheet }) {
  const { t } = useText();
  const dates = useDates();
  const facts = [
    [t('appraisal.scheme'), sheet.scheme],
    [t('appraisal.period'), `${sheet.from} – ${sheet.to}`],
    [t('appraisal.dept'), sheet.dept.name],
    [t('appraisal.post'), sheet.post],
    [t('appraisal.head'), sheet.head?.name ?? ''],
  ] as const;
  return (
    <>
      <Section
        title={t('appraisal.facts')}
        extra={
          sheet.mayScore && (
            <Link to="/appraisals" search={{ tab: 'team', personId: sheet.person.id }}>
              {t('appraisal.allOf', { name: sheet.person.name })}
            </Link>
          )
        }
      >
        <FactList facts={facts} />
      </Section>
      <Section title={t('appraisal.history')}>
        {sheet.steps.toReversed().map((step, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps are only ever added
          <div key={at} className="entry">
            <div className="line" style={{ gap: '0 10px' }}>
              <span>{t(`appraisal.verb.${step.verb}`)}</span>
              <span className="soft">{step.by?.name ?? t('audit.system')}</span>
              <span className="spring" />
              <time className="soft">{dates.time(step.at)}</time>
            </div>
            {step.text !== '' && <div className="entry-text">{step.text}</div>}
          </div>
        ))}
      </Section>
    </>
  );
}
