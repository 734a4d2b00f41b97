import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { watchDecisions, type WatchCase } from '@xinhang/shared/watch.ts';
import { Alert, App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { Section } from '../../ui/section.tsx';

type Decision = (typeof watchDecisions)[number];
interface Measure {
  text: string;
  dueOn: string | null;
}
interface Written {
  reason: string;
  measures: Measure[];
}
/** As long as the shortest appraisal. */
const WATCHED_DAYS = 30;

/** Watch with measures, take no action, lift, or end employment. */
export function WatchDecision({ one }: { one: WatchCase }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const gives = useMay('tasks.create');
  const decide = useCommand(api.watch.decide);
  const [decision, setDecision] = useState<Decision>('watch');
  const [untilOn, setUntilOn] = useState<string | null>(null);
  const name = `watch.${one.id}`;
  const kept = useDraft<Written>(name);
  const [{ reason, measures }, setWritten] = useState<Written>(() => ({
    reason: '',
    measures: [],
    ...kept.read(),
  }));
  const setReason = (text: string) => setWritten({ reason: text, measures });
  const setMeasures = (next: Measure[]) => setWritten({ reason, measures: next });
  useKeptDraft(name, reason.trim() === '' && measures.length === 0 ? null : { reason, measures });
  const offered = watchDecisions.filter(
    (value) => value !== (one.state === 'proposed' ? 'lift' : 'dismiss'),
  );
  const dated = decision === 'watch' || decision === 'end';
  const until = untilOn ?? addDays(today, WATCHED_DAYS);
  const ready = decision === 'watch' || reason.trim() !== '';
  const save = () => {
    if (decide.isPending || !ready) return;
    const written = measures.filter(({ text }) => text.trim() !== '');
    decide.mutate(
      {
        params: { id: one.id },
        body: {
          version: one.version,
          decision,
          untilOn: dated ? until : null,
          reason,
          measures: decision === 'watch' ? written : [],
        },
      },
      {
        onSuccess({ state }) {
          kept.keep(null);
          setWritten({ reason: '', measures: [] });
          void message.success(t(state === 'asked' ? 'probation.asked' : 'watch.decided'));
        },
      },
    );
  };
  const set = (at: number, part: Partial<Measure>) =>
    setMeasures(measures.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Section title={t('probation.decide')}>
      <div className="stack appraisal-write" {...saveKeys(save)}>
        <div className="line">
          <Segmented<Decision>
            aria-label={t('probation.decide')}
            value={decision}
            options={offered.map((value) => ({ value, label: t(`watch.decision.${value}`) }))}
            onChange={setDecision}
          />
        </div>
        {dated && (
          <label className="line">
            {t(`watch.until.${decision}`)}
            <DateField
              label={t(`watch.until.${decision}`)}
              today={today}
              value={until}
              onChange={setUntilOn}
            />
          </label>
        )}
        <GrowingText
          minRows={2}
          maxRows={6}
          maxLength={1000}
          aria-label={t('watch.reason')}
          placeholder={t('watch.reason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {decision === 'watch' && gives && (
          <>
            <span className="soft">{t('watch.measuresWhy')}</span>
            {measures.map((measure, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- known by their place alone
              <div key={at} className="appraisal-measure">
                <GrowingText
                  autoFocus
                  minRows={1}
                  maxRows={4}
                  maxLength={2000}
                  aria-label={t('watch.measure', { n: at + 1 })}
                  placeholder={t('watch.measure', { n: at + 1 })}
                  value={measure.text}
                  onChange={(event) => set(at, { text: event.target.value })}
                />
                <DateField
                  label={t('task.dueOn')}
                  today={today}
                  value={measure.dueOn}
                  onChange={(dueOn) => set(at, { dueOn })}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('common.remove')} ${at + 1}`}
                  onClick={() => setMeasures(measures.filter((_, index) => index !== at))}
                />
              </div>
            ))}
            <div>
              <Button
                size="small"
                icon={<PlusOutlined />}
                disabled={measures.length >= 10}
                onClick={() => setMeasures([...measures, { text: '', dueOn: until }])}
              >
                {t('watch.addMeasure')}
              </Button>
            </div>
          </>
        )}
        {decision === 'end' && <span className="soft">{t('probation.endWhy')}</span>}
        {decide.error && <Alert type="error" showIcon role="alert" title={words(decide.error)} />}
        <div>
          <Button
            type="primary"
            danger={decision === 'end'}
            loading={decide.isPending}
            disabled={!ready}
            aria-keyshortcuts="Control+Enter"
            onClick={save}
          >
            {t(`watch.decision.${decision}`)}
          </Button>
        </div>
      </div>
    </Section>
  );
}
