import { api } from '@xinhang/shared/contract/api.ts';
import type { GoingLive, OpeningList } from '@xinhang/shared/going-live.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { useRefusedWords } from '../../form/use-refused-words.ts';
import { GoingLiveDate } from './going-live-date.tsx';
import { OpeningsDialog } from './openings-dialog.tsx';
import { StepList } from './step-list.tsx';
import { TotalsTable } from './totals-table.tsx';
import { useTypedTotals } from './typed-totals.ts';
import './going-live.css';

/** From the books before to these: what comes along, both sums side by side, and the beginning. */
export function GoingLivePage() {
  const found = useEndpoint(api.goingLive.get, {});
  return (
    <div className="page page-scroll">
      <Loaded found={found}>{(now) => <Content now={now} />}</Loaded>
    </div>
  );
}

function Content({ now }: { now: GoingLive }) {
  const { t } = useText();
  const { time } = useDates();
  const [list, setList] = useState<OpeningList | null>(null);
  const typed = useTypedTotals(now);
  const { state, startedBy, startedAt, reopenedBy, reopenedAt } = now;
  return (
    <div className="stack going-live">
      <p className="soft page-note">{t('goingLive.why')}</p>
      <Section title={t('goingLive.date')}>
        <GoingLiveDate key={now.version} now={now} />
        <div>
          <strong>{t(`goingLive.state.${state}`)}</strong>{' '}
          {state === 'live' && startedBy && startedAt !== null && (
            <span className="soft">{`${startedBy.name} ${time(startedAt)}`}</span>
          )}
        </div>
        {now.differenceReason !== '' && state === 'live' && (
          <div className="soft">
            {t('goingLive.differenceReason', { reason: now.differenceReason })}
          </div>
        )}
        {reopenedBy && reopenedAt !== null && (
          <div className="soft">
            {t('goingLive.reopened', {
              who: reopenedBy.name,
              when: time(reopenedAt),
              reason: now.reopenReason,
            })}
          </div>
        )}
      </Section>
      <Section title={t('goingLive.steps')}>
        {now.state === 'none' && <p className="soft">{t('goingLive.dateFirst')}</p>}
        <StepList now={now} onList={setList} />
      </Section>
      {now.totals.length > 0 && (
        <Section title={t('goingLive.totals')} extra={<Begin now={now} unsaved={typed.dirty} />}>
          <TotalsTable key={now.version} now={now} typed={typed} onList={setList} />
        </Section>
      )}
      {list && <OpeningsDialog list={list} onClose={() => setList(null)} />}
    </div>
  );
}

/** Closes the openings, or opens them again. What is typed and not saved would not be compared. */
function Begin({ now, unsaved }: { now: GoingLive; unsaved: boolean }) {
  const { t } = useText();
  const { message, modal } = App.useApp();
  const words = useRefusedWords();
  const [asking, setAsking] = useState<'start' | 'reopen' | null>(null);
  const close = () => setAsking(null);
  const start = useCommand(api.goingLive.start, { onDone: close });
  const reopen = useCommand(api.goingLive.reopen, { onDone: close });
  const { version } = now;
  const onError = (error: Error) => void message.error(words(error).join(' '));
  const odd =
    now.totals.some(({ old, now: sum }) => (old ?? 0) !== sum) ||
    (now.equity !== null && now.equity.openingsFen !== now.equity.vouchersFen);
  const ask = () => {
    if (odd) setAsking('start');
    else {
      void modal.confirm({
        title: t('goingLive.startAsk', { date: now.date ?? '' }),
        content: t('goingLive.startWhat'),
        okText: t('goingLive.start'),
        onOk: () => start.mutateAsync({ body: { version, reason: '' } }).catch(onError),
      });
    }
  };
  return (
    <>
      {now.mayStart && (
        <div className="line">
          {unsaved && <span className="soft">{t('goingLive.saveFirst')}</span>}
          <Button type="primary" disabled={unsaved} loading={start.isPending} onClick={ask}>
            {t('goingLive.start')}
          </Button>
        </div>
      )}
      {now.mayReopen && (
        <Button loading={reopen.isPending} onClick={() => setAsking('reopen')}>
          {t('goingLive.reopen')}
        </Button>
      )}
      {asking && (
        <ReasonDialog
          open
          title={t(asking === 'start' ? 'goingLive.start' : 'goingLive.reopen')}
          why={t(asking === 'start' ? 'goingLive.startWhy' : 'goingLive.reopenWhy')}
          okText={t(asking === 'start' ? 'goingLive.start' : 'goingLive.reopen')}
          saving={start.isPending || reopen.isPending}
          onReason={(reason) =>
            (asking === 'start' ? start : reopen).mutate({ body: { version, reason } }, { onError })
          }
          onClose={close}
        />
      )}
    </>
  );
}
