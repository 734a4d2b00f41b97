import type { AlertRow } from '@xinhang/shared/alerts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Tag } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useAlertWords } from '../../ui/alert-words.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';

/** One alert: what is wrong, since when, to whom it went, and the word that settles it. */
export function AlertEntry({ alert }: { alert: AlertRow }) {
  const { t } = useText();
  const dates = useDates();
  const says = useAlertWords();
  const [writing, setWriting] = useState(false);
  const name = alert.customer?.name ?? alert.deal?.name ?? '';
  return (
    <article className="entry alert-entry" aria-label={name}>
      <div className="line">
        <strong>
          {alert.customer && (
            <Link to="/customers/$id" params={{ id: String(alert.customer.id) }}>
              {alert.customer.name}
            </Link>
          )}
          {alert.deal && (
            <Link to="/deals/$id" params={{ id: String(alert.deal.id) }}>
              {alert.deal.name}
            </Link>
          )}
        </strong>
        <span className={alert.state === 'open' ? 'danger' : ''}>{says(alert)}</span>
        {alert.state !== 'open' && <Tag>{t(`alert.state.${alert.state}`)}</Tag>}
        <span className="spring" />
        <span className="soft">{t('alert.openedOn', { date: dates.day(alert.openedOn) })}</span>
        {alert.mine && !writing && (
          <Button
            size="small"
            aria-label={`${t('alert.handle')} ${name}`}
            onClick={() => setWriting(true)}
          >
            {t('alert.handle')}
          </Button>
        )}
      </div>
      <ol className="alert-chain" aria-label={t('alert.chain')}>
        <li>{alert.owner.name}</li>
        {alert.chain.map(({ person, on }) => (
          <li key={person.id}>{t('alert.wentTo', { name: person.name, date: dates.day(on) })}</li>
        ))}
        {alert.nextOn !== null && (
          <li className="soft">{t('alert.nextOn', { date: dates.day(alert.nextOn) })}</li>
        )}
      </ol>
      {alert.note !== '' && (
        <div className="entry-text">
          {t('common.labelled', {
            label: [alert.handledBy?.name, alert.closedAt !== null && dates.time(alert.closedAt)]
              .filter(Boolean)
              .join(' '),
            text: alert.note,
          })}
        </div>
      )}
      {writing && <Handle alert={alert} onDone={() => setWriting(false)} />}
    </article>
  );
}

function Handle({ alert, onDone }: { alert: AlertRow; onDone: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const [note, setNote] = useState('');
  const handle = useCommand(api.alerts.handle);
  const save = () => {
    if (note.trim() === '' || handle.isPending) return;
    handle.mutate({ params: { id: alert.id }, body: { note } }, { onSuccess: onDone });
  };
  return (
    <div
      className="stack alert-handle"
      {...saveKeys(save, (event) => {
        if (event.key === 'Escape') onDone();
      })}
    >
      <GrowingText
        autoFocus
        value={note}
        minRows={1}
        maxRows={6}
        maxLength={500}
        aria-label={t('alert.note')}
        placeholder={t('alert.notePlaceholder')}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="line">
        <Button
          type="primary"
          disabled={note.trim() === ''}
          loading={handle.isPending}
          onClick={save}
        >
          {t('alert.settle')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
      {handle.error && <Alert type="error" showIcon role="alert" title={words(handle.error)} />}
    </div>
  );
}
