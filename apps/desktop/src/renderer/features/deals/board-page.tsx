import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Empty, Skeleton } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import type { Side } from '../../app/sides.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { BoardBar } from './board-bar.tsx';
import { BoardColumn } from './board-column.tsx';
import { linkOf, walkCards } from './board-keys.ts';
import { CardMenu } from './card-menu.tsx';
import { CloseDialog, type Closing } from './close-dialog.tsx';
import { DealCard } from './deal-card.tsx';
import { filterCount, tidy, type BoardSearch } from './list-search.ts';
import { NewButton, NewDeal } from './new-deal.tsx';
import { readDealsAgain, useBoard } from './use-board.ts';
import { useMoveDeal } from './use-move-deal.tsx';
import { usePipelines } from './use-pipelines.ts';

const pipelineChoice = z.int().positive().nullable();

/** Open deals of one pipeline by stage; cards are moved by drag, by keys and by their menu. */
export function BoardPage({ search: { new: creating, ...search } }: { search: BoardSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const pipelines = usePipelines();
  const mayCreate = useMay('deals.create');
  // Without an address that says otherwise the board opens where the person left it.
  const [last, keep] = usePreference('deals.pipeline', pipelineChoice, null);
  const left = pipelines.all.find((one) => one.id === last)?.id;
  const pipelineId = search.pipelineId ?? left ?? pipelines.first;
  const board = useBoard(search, pipelineId);
  const show = (next: BoardSearch) => void navigate({ to: '/deals/board', search: tidy(next) });
  const open = (id: number) => {
    keep(id);
    show({ ...search, pipelineId: id });
  };
  const create = () => show({ ...search, new: true });
  const { pipelineId: _, ...narrowing } = search;
  const filters = filterCount(narrowing);
  const clear = () => show({ pipelineId: search.pipelineId, view: search.view });
  useShortcut({ key: 'n', alt: true }, mayCreate ? create : null);

  const waiting = <Skeleton active title={false} paragraph={{ rows: 10, width: '100%' }} />;
  const none = board.columns.every((column) => column.count === 0);
  const body =
    pipelines.found.data === undefined ? (
      <Unread found={pipelines.found} waiting={waiting} />
    ) : pipelineId === undefined ? (
      <EmptyBoard text={t('deal.noPipeline')} />
    ) : board.found.data === undefined ? (
      <Unread found={board.found} waiting={waiting} />
    ) : none && filters > 0 ? (
      <EmptyBoard text={t('deal.emptyFiltered')}>
        <Button onClick={clear}>{t('common.clear')}</Button>
      </EmptyBoard>
    ) : none ? (
      <NoDeals view={board.view} onCreate={create} onOpen={open} />
    ) : (
      <Columns key={pipelineId} board={board} pipelineId={pipelineId} />
    );
  return (
    <div className="page">
      <BoardBar
        search={search}
        view={board.view}
        pipelineId={pipelineId}
        onChange={(part) => {
          if (part.pipelineId !== undefined) keep(part.pipelineId);
          show({ ...search, ...part });
        }}
        onClear={filters > 0 ? clear : null}
        onNew={create}
      />
      {board.found.data && board.found.error && <Unread found={board.found} />}
      {body}
      <NewDeal
        open={creating === true && mayCreate}
        pipelineId={pipelineId}
        onClose={() => show(search)}
      />
    </div>
  );
}

interface NoDealsProps {
  view: Side;
  onCreate: () => void;
  onOpen: (pipelineId: number) => void;
}

/** Nothing in this pipeline: the way to one where there is something, as after an import. */
function NoDeals({ view, onCreate, onOpen }: NoDealsProps) {
  const { t } = useText();
  const pipelines = usePipelines();
  const query = { state: ['open' as const], view, limit: 1 };
  const found = useEndpoint(api.deals.list, { query });
  const other = pipelines.byId(found.data?.rows[0]?.pipelineId);
  if (!other) {
    return (
      <EmptyBoard text={t('deal.empty')}>
        <NewButton onClick={onCreate} />
      </EmptyBoard>
    );
  }
  return (
    <EmptyBoard text={t('deal.emptyHere')}>
      <Button type="primary" onClick={() => onOpen(other.id)}>
        {t('deal.openPipeline', { name: other.name })}
      </Button>
    </EmptyBoard>
  );
}

function EmptyBoard({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="page-empty">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text}>
        {children}
      </Empty>
    </div>
  );
}

interface ColumnsProps {
  board: ReturnType<typeof useBoard>;
  pipelineId: number;
}

function Columns({ board, pipelineId }: ColumnsProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const pipeline = usePipelines().byId(pipelineId);
  const { message } = App.useApp();
  const { move, dialogs } = useMoveDeal();
  const [dragged, setDragged] = useState<DealRow | null>(null);
  const [menuOf, setMenuOf] = useState<number | null>(null);
  const [closing, setClosing] = useState<Closing | null>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const place = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);

  // A card that goes to another column is drawn anew there, and takes the focus along.
  useLayoutEffect(() => {
    if (closing || wanted.current === null || document.activeElement !== document.body) return;
    linkOf(place.current, wanted.current)?.focus();
  });

  // Whoever came by the menu or by Back goes on with the keys of the cards.
  useEffect(() => {
    const { activeElement: now } = document;
    if (now !== document.body && !now?.closest('[role=menu]')) return;
    place.current?.querySelector<HTMLElement>('.card-name')?.focus({ preventScroll: true });
  }, []);

  const leave = (id: number) => void readDealsAgain().then(() => board.end(id));
  const start = (row: DealRow, to: NameRef) => {
    wanted.current = row.id;
    move(row, to, {
      onBegin: () => board.begin({ row, to: to.id }),
      onMoved: (saved) => {
        const stage = to.name;
        setSaid(
          saved.waiting
            ? t('deal.askedFor', { stage })
            : t('deal.movedTo', { name: row.name, stage }),
        );
        leave(row.id);
      },
      onBack: () => board.end(row.id),
    });
  };
  const step = (row: DealRow, way: -1 | 1) => {
    const stages = pipeline?.stages ?? [];
    const to = stages[stages.findIndex((stage) => stage.id === row.stage.id) + way];
    if (to) start(row, to);
  };
  const first = board.columns.flatMap((column) => column.rows)[0]?.id;
  const card = (row: DealRow, cards: readonly DealRow[]) => (
    <DealCard
      key={row.id}
      row={row}
      current={row.id === (current ?? first)}
      moving={board.moves.some((one) => one.row.id === row.id)}
      onFollow={() => follow(cards.map((one) => one.id))}
      onDrag={setDragged}
      onMove={(way) => step(row, way)}
      onMenu={() => {
        wanted.current = row.id;
        setMenuOf(row.id);
      }}
      menu={(button) =>
        menuOf === row.id ? (
          <CardMenu
            row={row}
            pipeline={pipeline}
            onClose={() => setMenuOf(null)}
            onOpen={() => void navigate({ to: '/deals/$id', params: { id: String(row.id) } })}
            onMove={(to) => start(row, to)}
            onEnd={(outcome) => setClosing({ deal: row, outcome })}
          >
            {button}
          </CardMenu>
        ) : (
          button
        )
      }
    />
  );
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of its cards */}
      <div
        ref={place}
        className="board"
        onKeyDown={walkCards}
        onFocus={({ target }) => {
          const id = Number(target.closest<HTMLElement>('[data-deal]')?.dataset['deal']);
          if (id > 0) setCurrent(id);
        }}
      >
        {pipeline?.stages.map((stage) => {
          const column = board.columns.find((one) => one.stageId === stage.id);
          return (
            column && (
              <BoardColumn
                key={stage.id}
                stage={stage}
                column={column}
                filter={board.filter}
                moves={board.moves}
                dragged={dragged}
                card={card}
                onDrop={(row) => {
                  setDragged(null);
                  start(row, stage);
                }}
              />
            )
          );
        })}
      </div>
      <span className="visually-hidden" role="status">
        {said}
      </span>
      {dialogs}
      <CloseDialog
        closing={closing}
        onClose={() => setClosing(null)}
        onClosed={() => linkOf(place.current, current ?? first ?? 0)?.focus()}
        onDone={(deal) => {
          if (closing) board.begin({ row: closing.deal, to: null });
          void message.success(t('deal.ended', { name: deal.name }));
          leave(deal.id);
        }}
      />
    </>
  );
}
