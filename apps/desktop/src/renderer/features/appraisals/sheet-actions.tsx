import type { Sheet } from '@xinhang/shared/appraisals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useKeptText } from '../../form/drafts.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { Entries, Writer } from './sheet-items.tsx';

interface Props {
  sheet: Sheet;
  writer: Writer | null;
  written: { entries: Entries; comment: string };
  onSaved: () => void;
}

/** What its reader can do with a sheet now. */
export function SheetActions({ sheet, writer, written, onSaved }: Props) {
  const watched = useMe().viewAs !== null;
  const { state, own, mayScore, objected } = sheet;
  if (watched) return null;
  if (writer) return <Writing sheet={sheet} writer={writer} written={written} onSaved={onSaved} />;
  if (own && state === 'scored') return <Confirming sheet={sheet} />;
  if (mayScore && state === 'draft') return <CountAnew sheet={sheet} />;
  const mayReopen = state === 'scored' || (state === 'closed' && objected);
  return mayScore && mayReopen ? <GiveBack sheet={sheet} what="reopen" /> : null;
}

type Writes = Omit<Props, 'writer'> & { writer: Writer };

function Writing({ sheet, writer, written, onSaved }: Writes) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const fill = useCommand(api.appraisals.fill);
  const score = useCommand(api.appraisals.score);
  const scores = Object.entries(written.entries).map(([key, entry]) => ({ key, ...entry }));
  const params = { id: sheet.id };
  const { version } = sheet;
  const save = (done: boolean) => {
    const then = {
      onSuccess: () => {
        onSaved();
        void message.success(t(done ? `appraisal.sent.${writer}` : 'appraisal.kept'));
      },
    };
    if (writer === 'self') {
      fill.mutate({ params, body: { version, scores, submit: done } }, then);
    } else {
      const { comment } = written;
      score.mutate({ params, body: { version, scores, comment, sign: done } }, then);
    }
  };
  const { today } = useDates();
  const why =
    writer === 'self'
      ? 'appraisal.submitWhy'
      : sheet.state === 'draft'
        ? 'appraisal.signLate'
        : 'appraisal.signWhy';
  const early = writer === 'self' && sheet.to >= today;
  const error = fill.error ?? score.error;
  const busy = fill.isPending || score.isPending;
  // Of the page: the fields stand in the table of indicators.
  useShortcut({ key: 'enter', ctrl: true }, busy || early ? null : () => save(true));
  useShortcut({ key: 's', ctrl: true }, busy ? null : () => save(false));
  return (
    <div className="stack">
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <div className="line">
        <Button
          type="primary"
          loading={busy}
          disabled={early}
          aria-keyshortcuts="Control+Enter"
          onClick={() => save(true)}
        >
          {t(writer === 'self' ? 'appraisal.submit' : 'appraisal.sign')}
        </Button>
        <Button disabled={busy} aria-keyshortcuts="Control+S" onClick={() => save(false)}>
          {t('appraisal.keep')}
        </Button>
        {sheet.state === 'draft' ? (
          <CountAnew sheet={sheet} />
        ) : (
          <GiveBack sheet={sheet} what="return" />
        )}
      </div>
      <span className="soft">{early ? t('appraisal.submitLater', { to: sheet.to }) : t(why)}</span>
    </div>
  );
}

function CountAnew({ sheet }: { sheet: Sheet }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const count = useCommand(api.appraisals.count);
  return (
    <Button
      loading={count.isPending}
      onClick={() =>
        count.mutate(
          { params: { id: sheet.id } },
          {
            onSuccess: () => void message.success(t('appraisal.counted')),
            onError: (error) => void message.error(words(error)),
          },
        )
      }
    >
      {t('appraisal.countAnew')}
    </Button>
  );
}

function GiveBack({ sheet, what }: { sheet: Sheet; what: 'return' | 'reopen' }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const back = useCommand(api.appraisals.giveBack);
  const { id, version } = sheet;
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(`appraisal.${what}`)}</Button>
      <ReasonDialog
        open={asking}
        title={t(`appraisal.${what}`)}
        why={t(`appraisal.${what}Why`)}
        okText={t(`appraisal.${what}`)}
        saving={back.isPending}
        onReason={(reason) =>
          back.mutate(
            { params: { id }, body: { version, reason } },
            {
              onSuccess: () => setAsking(false),
              onError: (error) => void message.error(words(error)),
            },
          )
        }
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function Confirming({ sheet }: { sheet: Sheet }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { text: objection, setText: setObjection, saved } = useKeptText(`objection.${sheet.id}`);
  const confirm = useCommand(api.appraisals.confirm);
  const { id, version } = sheet;
  return (
    <div className="stack appraisal-write">
      <GrowingText
        minRows={2}
        maxRows={8}
        maxLength={1000}
        aria-label={t('appraisal.objection')}
        placeholder={t('appraisal.objectionPlaceholder')}
        value={objection}
        onChange={(event) => setObjection(event.target.value)}
      />
      {confirm.error && <Alert type="error" showIcon role="alert" title={words(confirm.error)} />}
      <div>
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() =>
            confirm.mutate(
              { params: { id }, body: { version, objection } },
              { onSuccess: () => saved(objection) },
            )
          }
        >
          {t(objection.trim() === '' ? 'appraisal.confirm' : 'appraisal.object')}
        </Button>
      </div>
    </div>
  );
}
