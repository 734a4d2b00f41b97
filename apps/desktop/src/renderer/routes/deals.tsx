import { createRoute } from '@tanstack/react-router';
import { BoardPage } from '../features/deals/board-page.tsx';
import { CompetitorList } from '../features/deals/competitor-list.tsx';
import { DealList } from '../features/deals/deal-list.tsx';
import { DealPage } from '../features/deals/deal-page.tsx';
import { boardSearch, dealListSearch } from '../features/deals/list-search.ts';
import { outcomeSearch } from '../features/deals/outcome-search.ts';
import { OutcomesPage } from '../features/deals/outcomes-page.tsx';
import { DealFollowUps } from '../features/follow-ups/deal-follow-ups.tsx';
import { ContractBlock } from '../features/sales/contract-block.tsx';
import { QuotationBlock } from '../features/sales/quotation-block.tsx';
import { root } from './root.tsx';

const board = createRoute({
  getParentRoute: () => root,
  path: '/deals/board',
  validateSearch: (search) => boardSearch.parse(search),
  component: function BoardRoute() {
    return <BoardPage search={board.useSearch()} />;
  },
});
const deals = createRoute({
  getParentRoute: () => root,
  path: '/deals',
  validateSearch: (search) => dealListSearch.parse(search),
  component: function DealsRoute() {
    return <DealList search={deals.useSearch()} />;
  },
});
const outcomes = createRoute({
  getParentRoute: () => root,
  path: '/deals/outcomes',
  validateSearch: (search) => outcomeSearch.parse(search),
  component: function OutcomesRoute() {
    return <OutcomesPage search={outcomes.useSearch()} />;
  },
});
const deal = createRoute({
  getParentRoute: () => root,
  path: '/deals/$id',
  component: function DealRoute() {
    return (
      <DealPage
        id={Number(deal.useParams().id)}
        followUps={({ id, state, customer, customerOpen }) => (
          <>
            {customer && (
              <>
                <QuotationBlock customerId={customer.id} dealId={id} mayAdd={customerOpen} />
                <ContractBlock
                  customerId={customer.id}
                  dealId={id}
                  won={state === 'won'}
                  mayAdd={customerOpen}
                />
              </>
            )}
            <DealFollowUps dealId={id} customer={customer} customerOpen={customerOpen} />
          </>
        )}
      />
    );
  },
});
const competitors = createRoute({
  getParentRoute: () => root,
  path: '/competitors',
  component: CompetitorList,
});

/** Deals. */
export const dealsRoutes = [board, deals, outcomes, deal, competitors] as const;
