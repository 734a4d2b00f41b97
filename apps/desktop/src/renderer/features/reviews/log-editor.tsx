import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { LogKind } from '@xinhang/shared/work-logs.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Segmented } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { composing } from '../../ui/keys.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { RecordColumns } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { useNow } from '../../ui/use-now.ts';
import { LogDoneView } from './log-done.tsx';
import { LogLines, type DraftLine } from './log-lines.tsx';
import type { SheetSearch } from './log-search.ts';
import { useLogWords } from './log-words.ts';

type Sheet = EndpointOutput<typeof api.workLogs.sheet>;
const fields = ['results', 'problems', 'help', 'next'] as const;
interface Draft extends Record<(typeof fields)[number], string> {
  lines: DraftLine[];
}

/** The own log of a day or week: the plan is there already, what was done counts itself. */
export function LogEditorPage({ search }: { search: SheetSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const words = useLogWords();
  const kind: LogKind = search.kind ?? 'day';
  const on = search.on ?? today;
  const found = useEndpoint(api.workLogs.sheet, { query: { kind, on } });
  const show = (next: SheetSearch) => void navigate({ to: '/work-logs/edit', search: next });
  const { period } = found.data ?? {};
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Segmented<LogKind>
          aria-label={t('workLog.kind')}
          value={kind}
          options={(['day', 'week'] as const).map((value) => ({
            value,
            label: t(`workLog.kind.${value}`),
          }))}
          onChange={(value) => show({ kind: value, on })}
        />
        <Button
          type="text"
          icon={<LeftOutlined />}
          aria-label={t('workload.before')}
          disabled={!period}
          onClick={() => period && show({ kind, on: addDays(period.from, -1) })}
        />
        {period && <strong>{words.period(kind, period)}</strong>}
        <Button
          type="text"
          icon={<RightOutlined />}
          aria-label={t('workload.after')}
          disabled={!period || period.to >= today}
          onClick={() => period && show({ kind, on: addDays(period.to, 1) })}
        />
      </div>
      <Loaded found={found}>
        {(sheet) => (
          <Editor key={`${kind}.${sheet.period.from}.${sheet.log?.id ?? 0}`} sheet={sheet} />
        )}
      </Loaded>
    </div>
  );
}

function savedOf({ log, suggested }: Sheet): Draft {
  return {
    results: log?.results ?? '',
    problems: log?.problems ?? '',
    help: log?.help ?? '',
    next: log?.next ?? '',
    lines: (log?.lines ?? suggested).map((line) => ({ ...line })),
  };
}

const bodyOf = ({ lines, ...texts }: Draft) => ({
  ...texts,
  lines: lines
    .filter((line) => line.about !== null || line.text.trim() !== '')
    .map(({ text, about, done }) => ({
      text,
      about: about && { kind: about.kind, id: about.id },
      done: about === null && done,
    })),
});

function Editor({ sheet }: { sheet: Sheet }) {
  const { t } = useText();
  const dates = useDates();
  const logWords = useLogWords();
  const words = useProblemText();
  const { message } = App.useApp();
  const me = useMe();
  const now = useNow(60_000);
  const { log, kind, period, suggested, done } = sheet;
  const saved = savedOf(sheet);
  const name = `workLog.${kind}.${period.from}`;
  const kept = useDraft<Draft>(name);
  const [draft, setDraft] = useState<Draft>(() => ({ ...saved, ...kept.read() }));
  const changed = JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(saved));
  useKeptDraft(name, changed ? draft : null);
  const create = useCommand(api.workLogs.create);
  const update = useCommand(api.workLogs.update);
  const busy = create.isPending || update.isPending;
  const error = create.error ?? update.error;
  const closed = log?.state === 'reviewed' || me.viewAs !== null;
  const open = log === null || log.state === 'draft';

  const save = (submit: boolean) => {
    if (busy || closed || (!changed && !(submit && open) && log !== null)) return;
    const body = bodyOf(draft);
    const onSuccess = () => {
      kept.keep(null);
      void message.success(t(submit ? 'workLog.submitted' : 'workLog.saved'));
    };
    if (log === null) {
      create.mutate({ body: { kind, on: period.from, ...body, submit } }, { onSuccess });
    } else {
      const params = { id: log.id };
      update.mutate(
        { params, body: { version: log.version, ...body, ...(submit && { submit }) } },
        { onSuccess },
      );
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event) || !(event.ctrlKey || event.metaKey)) return;
    const submits = event.key === 'Enter';
    if (!submits && event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    save(submits);
  };
  const there = new Set(draft.lines.flatMap(({ about }) => about && `${about.kind}/${about.id}`));
  const more =
    log === null
      ? []
      : suggested.filter(({ about }) => about && !there.has(`${about.kind}/${about.id}`));
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears the keys of its fields
    <div onKeyDown={onKeyDown}>
      <RecordColumns
        main={
          <>
            <div className="line log-state">
              <span>{t(log ? `workLog.state.${log.state}` : 'workLog.state.none')}</span>
              {open ? (
                <span className={period.dueAt < now ? 'danger' : 'soft'}>
                  {t('workLog.dueAt', { at: dates.time(period.dueAt) })}
                </span>
              ) : (
                <span className="soft">{t('workLog.editMarked')}</span>
              )}
              {log &&
                logWords.marks(log).map((mark) => (
                  <span key={mark} className="danger">
                    {mark}
                  </span>
                ))}
            </div>
            <Section title={t('workLog.planned')}>
              <LogLines
                lines={draft.lines}
                more={more}
                disabled={closed}
                onChange={(lines) => setDraft({ ...draft, lines })}
              />
            </Section>
            {fields.map((field) => {
              const title = t(field === 'next' ? `workLog.next.${kind}` : `workLog.${field}`);
              return (
                <Section key={field} title={title}>
                  <GrowingText
                    value={draft[field]}
                    disabled={closed}
                    minRows={field === 'results' ? 3 : 2}
                    maxRows={14}
                    maxLength={4000}
                    aria-label={title}
                    placeholder={t(`workLog.hint.${field}`)}
                    onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
                  />
                </Section>
              );
            })}
            {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
            {log?.state === 'reviewed' && (
              <Alert type="info" showIcon title={t('workLog.closed')} />
            )}
            {!closed && (
              <div className="line log-foot">
                {open && (
                  <Button
                    type="primary"
                    loading={busy}
                    aria-keyshortcuts="Control+Enter"
                    title="Ctrl+Enter"
                    onClick={() => save(true)}
                  >
                    {t('workLog.submit')}
                  </Button>
                )}
                <Button
                  {...(!open && { type: 'primary' as const })}
                  disabled={!changed && log !== null}
                  loading={busy}
                  aria-keyshortcuts="Control+S"
                  title="Ctrl+S"
                  onClick={() => save(false)}
                >
                  {t(open ? 'workLog.saveDraft' : 'common.save')}
                </Button>
                <span className="soft">{t('workLog.keys')}</span>
              </div>
            )}
          </>
        }
        side={<LogDoneView done={done} authorId={me.user.id} from={period.from} to={period.to} />}
      />
    </div>
  );
}
