import type { LogEdit, LogKind, LogLine } from '@xinhang/shared/work-logs.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { LineSource } from './line-source.tsx';

interface Props {
  kind: LogKind;
  edits: readonly LogEdit[];
}

/** What the author changed after he had submitted it: the old beside the new, newest first. */
export function LogEdits({ kind, edits }: Props) {
  const { t } = useText();
  const dates = useDates();
  if (edits.length === 0) return null;
  return (
    <Section title={t('workLog.edits')}>
      {edits.map((edit) => (
        <article key={edit.at} className="entry" aria-label={dates.time(edit.at)}>
          <div className="line">
            <time dateTime={new Date(edit.at).toISOString()}>{dates.time(edit.at)}</time>
            {edit.late && <span className="danger">{t('workLog.editedLateShort')}</span>}
          </div>
          <table className="log-edit">
            <thead>
              <tr>
                <th aria-label={t('workLog.edits')} />
                <th>{t('workLog.before')}</th>
                <th>{t('workLog.after')}</th>
              </tr>
            </thead>
            <tbody>
              {edit.lines && (
                <tr>
                  <th>{t('workLog.planned')}</th>
                  <td>
                    <Lines lines={edit.lines.before} />
                  </td>
                  <td>
                    <Lines lines={edit.lines.after} />
                  </td>
                </tr>
              )}
              {edit.texts.map(({ field, before, after }) => (
                <tr key={field}>
                  <th>{t(field === 'next' ? `workLog.next.${kind}` : `workLog.${field}`)}</th>
                  <td>{before === '' ? <None /> : before}</td>
                  <td>{after === '' ? <None /> : after}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </article>
      ))}
    </Section>
  );
}

function None() {
  const { t } = useText();
  return <span className="soft">{t('common.none')}</span>;
}

function Lines({ lines }: { lines: readonly LogLine[] }) {
  if (lines.length === 0) return <None />;
  return lines.map((line, at) => (
    <div key={at} className="log-line">
      <LineSource line={line} />
      {line.text && <span>{line.text}</span>}
    </div>
  ));
}
