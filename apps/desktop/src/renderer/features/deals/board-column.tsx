import type { DealRow } from '@xinhang/shared/deals.ts';
import type { Stage } from '@xinhang/shared/pipelines.ts';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import type { BoardColumn as Column, CardMove } from './board-moves.ts';
import { money } from './deal-words.ts';
import { useMoreCards, type useBoard } from './use-board.ts';

interface Props {
  stage: Stage;
  column: Column;
  filter: ReturnType<typeof useBoard>['filter'];
  moves: readonly CardMove[];
  /** The card that is being dragged, from whichever column. */
  dragged: DealRow | null;
  onDrop: (row: DealRow) => void;
  card: (row: DealRow, cards: readonly DealRow[]) => ReactNode;
}

/** A stage of the board: what stands in it, how much, and what of it may come. */
export function BoardColumn({ stage, column, filter, moves, dragged, onDrop, card }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const more = useMoreCards(column, filter, moves);
  const [over, setOver] = useState(false);
  const takes = dragged !== null && dragged.stage.id !== stage.id;
  const whole = (count: number) => count.toLocaleString('en-US');
  const titleId = `stage-${stage.id}`;
  return (
    <section
      className={`board-column${takes ? ' board-takes' : ''}${over && takes ? ' board-over' : ''}`}
      aria-labelledby={titleId}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (takes) onDrop(dragged);
      }}
    >
      <header className="board-head">
        <h2 id={titleId}>
          {stage.name} <span className="board-count">{whole(column.count)}</span>
        </h2>
        <div className="card-pair">
          <span className="soft">{t('deal.sum')}</span>
          <span>{money(column.amountFen)}</span>
        </div>
        <div className="card-pair" title={t('deal.weightedWhy')}>
          <span className="soft">{t('deal.weighted')}</span>
          <span>{money(column.weightedFen)}</span>
        </div>
      </header>
      <div className="board-cards">
        {more.cards.length === 0 ? (
          <p className="soft board-none">{t('deal.stageEmpty')}</p>
        ) : (
          <ul>{more.cards.map((row) => card(row, more.cards))}</ul>
        )}
        {more.failed && <p className="danger board-none">{words(more.failed)}</p>}
        {more.left > 0 && (
          <Button block type="text" loading={more.loading} onClick={more.load}>
            {t('deal.moreCards', { n: whole(more.left) })}
          </Button>
        )}
      </div>
    </section>
  );
}
