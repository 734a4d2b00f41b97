import { api } from '@xinhang/shared/contract/api.ts';
import { probationDecisions, type Probation } from '@xinhang/shared/probation.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useKeptText } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { shownFigure, useFigureWords } from './figure-words.ts';
import './appraisals.css';

/** The end of somebody's probation: what he did, and what becomes of it. */
export function ProbationPage({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.probation.get, { params: { id } });
  const title = ({ person }: Probation) => t('probation.title', { name: person.name });
  return (
    <RecordPage found={found} tab={{ path: `/appraisals/probation/${id}`, title }}>
      {(review) => <Content key={`${id} ${review.state}`} review={review} />}
    </RecordPage>
  );
}

function Content({ review }: { review: Probation }) {
  const { t } = useText();
  const dates = useDates();
  const words = useFigureWords();
  const facts = [
    [t('appraisal.dept'), review.dept],
    [t('appraisal.post'), review.post],
    [t('probation.hiredOn'), review.hiredOn ?? ''],
    [t('probation.endsOn'), review.endsOn],
  ] as const;
  return (
    <>
      <RecordHead
        title={t('probation.title', { name: review.person.name })}
        facts={
          <>
            <Tag>{t(`probation.state.${review.state}`)}</Tag>
            <span className={dates.overdue(review.endsOn) ? 'danger' : 'soft'}>
              {dates.day(review.endsOn)}
            </span>
          </>
        }
      />
      <RecordColumns
        main={
          <>
            <Section
              title={t('probation.figures')}
              extra={
                review.hiredOn && (
                  <span className="soft">
                    {t('probation.span', { from: review.from, to: review.to })}
                  </span>
                )
              }
            >
              <table className="plain-table appraisal-figures">
                <tbody>
                  {review.figures.map(({ key, unit, value }) => (
                    <tr key={key}>
                      <td>{words.name(key)}</td>
                      <td className="number">
                        {value === null ? t('appraisal.noFigure') : shownFigure(value, unit)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Section>
            {review.decision && <Decided review={review} />}
            {review.mayDecide && <Decide review={review} />}
          </>
        }
        side={
          <Section title={t('appraisal.facts')}>
            <FactList facts={facts} />
          </Section>
        }
      />
    </>
  );
}

function Decided({ review }: { review: Probation }) {
  const { t } = useText();
  const dates = useDates();
  const hands = useMay('customers.assign');
  const { decision, on, note, decidedBy, decidedAt, person, state } = review;
  if (!decision) return null;
  return (
    <Section title={t(`probation.decision.${decision}`)}>
      <div>
        {t(`probation.on.${decision}`)} {on}
      </div>
      {note !== '' && <div className="appraisal-text">{note}</div>}
      {decidedBy && decidedAt !== null && (
        <div className="soft">
          {t('probation.by', { name: decidedBy.name, at: dates.time(decidedAt) })}
        </div>
      )}
      {state === 'ended' && hands && (
        <Link to="/handovers/new" search={{ user: person.id }}>
          {t('probation.handOver')}
        </Link>
      )}
    </Section>
  );
}

type Decision = (typeof probationDecisions)[number];
/** Half of the usual three months. */
const LONGER_DAYS = 45;

function Decide({ review }: { review: Probation }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const decide = useCommand(api.probation.decide);
  const [decision, setDecision] = useState<Decision>('regularise');
  const [on, setOn] = useState<string | null>(null);
  const { text: note, setText: setNote, saved } = useKeptText(`probation.${review.id}`);
  const usual: Record<Decision, string> = {
    regularise: addDays(review.endsOn, 1),
    extend: addDays(review.endsOn, LONGER_DAYS),
    end: review.endsOn < today ? today : review.endsOn,
  };
  const save = () => {
    if (decide.isPending) return;
    const { id, version } = review;
    decide.mutate(
      { params: { id }, body: { version, decision, on: on ?? usual[decision], note } },
      {
        onSuccess({ state }) {
          saved(note);
          void message.success(t(state === 'asked' ? 'probation.asked' : 'probation.decided'));
        },
      },
    );
  };
  return (
    <Section title={t('probation.decide')}>
      <div className="stack appraisal-write" {...saveKeys(save)}>
        <div className="line">
          <Segmented<Decision>
            aria-label={t('probation.decide')}
            value={decision}
            options={probationDecisions.map((value) => ({
              value,
              label: t(`probation.decision.${value}`),
            }))}
            onChange={(value) => {
              setDecision(value);
              setOn(null);
            }}
          />
        </div>
        <label className="line">
          {t(`probation.on.${decision}`)}
          <DateField
            label={t(`probation.on.${decision}`)}
            today={today}
            value={on ?? usual[decision]}
            onChange={setOn}
          />
        </label>
        <GrowingText
          minRows={2}
          maxRows={6}
          maxLength={1000}
          aria-label={t('probation.note')}
          placeholder={t('probation.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {decision === 'end' && <span className="soft">{t('probation.endWhy')}</span>}
        {decide.error && <Alert type="error" showIcon role="alert" title={words(decide.error)} />}
        <div>
          <Button
            type="primary"
            danger={decision === 'end'}
            loading={decide.isPending}
            disabled={decision !== 'regularise' && note.trim() === ''}
            aria-keyshortcuts="Control+Enter"
            onClick={save}
          >
            {t(`probation.decision.${decision}`)}
          </Button>
        </div>
      </div>
    </Section>
  );
}
