import type { Deal } from '@xinhang/shared/deals.ts';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useOpenTabs } from '../../app/open-tabs.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { Thread } from '../../form/thread.tsx';
import { RecordColumns, RecordPage } from '../../ui/record-page.tsx';
import { DealCompetitors } from './deal-competitors.tsx';
import { DealContacts } from './deal-contacts.tsx';
import { DealEvents } from './deal-events.tsx';
import { DealFacts } from './deal-facts.tsx';
import { DealFiles } from './deal-files.tsx';
import { DealHead } from './deal-head.tsx';
import { DealLines } from './deal-lines.tsx';
import { DealShares } from './deal-shares.tsx';
import { GateList } from './gate-list.tsx';
import { StageBar } from './stage-bar.tsx';
import { StageTimes } from './stage-times.tsx';
import { useDeal } from './use-deal.ts';
import { WaitingNote } from './waiting-note.tsx';

interface Props {
  id: number;
  /** The talks about it, which are no part of it. */
  followUps: (deal: Deal) => ReactNode;
}

/** Everything about a deal on one page. */
export function DealPage({ id, followUps }: Props) {
  const navigate = useNavigate();
  const found = useDeal(id);
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = `/deals/${id}`;
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          useOpenTabs.getState().replaceNext(path);
          void navigate({ to: '/deals/$id', params: { id: String(to) }, replace: true });
        };
  return (
    <RecordPage
      found={found}
      tab={{ path, title: (deal) => deal.name }}
      previous={go(previous)}
      next={go(next)}
    >
      {(deal) => <Content key={id} deal={deal} followUps={followUps(deal)} />}
    </RecordPage>
  );
}

function Content({ deal, followUps }: { deal: Deal; followUps: ReactNode }) {
  return (
    <>
      <DealHead deal={deal} />
      <StageBar deal={deal} />
      <WaitingNote deal={deal} />
      <RecordColumns
        main={
          <>
            <DealLines deal={deal} />
            {followUps}
            <Thread kind="deal" id={deal.id} />
            <DealEvents deal={deal} />
          </>
        }
        side={
          <>
            <GateList deal={deal} />
            <DealFacts deal={deal} />
            <DealContacts deal={deal} />
            <DealCompetitors deal={deal} />
            <DealShares deal={deal} />
            <DealFiles deal={deal} />
            <StageTimes deal={deal} />
          </>
        }
      />
    </>
  );
}
