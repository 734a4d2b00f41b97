import type { CareItem } from '@xinhang/shared/care.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { FollowUpBox } from '../../form/follow-up-box.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

interface Props {
  item: CareItem;
  team?: boolean;
}

/** One thing to do for one customer: logged as a talk, done with a click, or left out. */
export function CareEntry({ item, team = false }: Props) {
  const { t } = useText();
  const dates = useDates();
  const late = item.state === 'open' && dates.overdue(item.dueOn);
  return (
    <article className="entry" aria-label={`${item.customer.name} ${item.what}`}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span>{t(`care.kind.${item.kind}`)}</span>
        <Link to="/customers/$id" params={{ id: String(item.customer.id) }}>
          <strong>{item.customer.name}</strong>
        </Link>
        {item.contact && (
          <Link to="/contacts/$id" params={{ id: String(item.contact.id) }}>
            {item.contact.name}
          </Link>
        )}
        {team && item.owner && <span>{item.owner.name}</span>}
        <span className={late ? 'danger' : 'soft'}>{dates.day(item.dueOn)}</span>
        <span className="spring" />
        {item.followUpId === null ? (
          <span className={late ? 'danger' : 'soft'}>
            {t(late ? 'care.state.overdue' : `care.state.${item.state}`)}
          </span>
        ) : (
          <Link to="/reviews/$id" params={{ id: String(item.followUpId) }}>
            {t('care.state.done')}
          </Link>
        )}
      </div>
      <div className="entry-text">
        {item.what} <span className="soft">{item.plan.name}</span>
      </div>
      {item.note !== '' && <div className="entry-text soft">{item.note}</div>}
      {item.mayAct && <Actions item={item} />}
    </article>
  );
}

function Actions({ item }: { item: CareItem }) {
  const { t } = useText();
  const words = useProblemText();
  const [logging, setLogging] = useState(false);
  const [asking, setAsking] = useState(false);
  const finish = useCommand(api.careItems.done);
  const skip = useCommand(api.careItems.skip);
  const params = { id: item.id };
  const error = finish.error ?? skip.error;
  return (
    <div className="stack review-answer">
      <div className="line">
        <Button size="small" aria-expanded={logging} onClick={() => setLogging(!logging)}>
          {t('plan.do')}
        </Button>
        <Button
          size="small"
          type="text"
          loading={finish.isPending}
          onClick={() => finish.mutate({ params, body: {} })}
        >
          {t('care.done')}
        </Button>
        <Button size="small" type="text" onClick={() => setAsking(true)}>
          {t('care.skip')}
        </Button>
      </div>
      {logging && (
        <FollowUpBox
          customerId={item.customer.id}
          careItemId={item.id}
          autoFocus
          onSaved={() => setLogging(false)}
        />
      )}
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <ReasonDialog
        open={asking}
        title={t('care.skipTitle', { name: item.customer.name })}
        why={t('care.skipWhy')}
        okText={t('care.skip')}
        saving={skip.isPending}
        onReason={(reason) =>
          skip.mutate({ params, body: { reason } }, { onSuccess: () => setAsking(false) })
        }
        onClose={() => setAsking(false)}
      />
    </div>
  );
}
