import {
  createBrowserHistory,
  createHashHistory,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import { customersRoutes } from './routes/customers.tsx';
import { dealsRoutes } from './routes/deals.tsx';
import { targetRoutes } from './routes/targets.tsx';
import { knowledgeRoutes } from './routes/knowledge.tsx';
import { trainingRoutes } from './routes/training.tsx';
import { priceRoutes } from './routes/prices.tsx';
import { purchasingRoutes } from './routes/purchasing.tsx';
import { productRoutes } from './routes/products.tsx';
import { booksRoutes } from './routes/books.tsx';
import { financeRoutes } from './routes/finance.tsx';
import { analysisRoutes } from './routes/analysis.tsx';
import { loanRoutes } from './routes/loans.tsx';
import { deliveryRoutes } from './routes/deliveries.tsx';
import { salesRoutes } from './routes/sales.tsx';
import { stockRoutes } from './routes/stock.tsx';
import { teamRoutes } from './routes/team.tsx';
import { officeRoutes } from './routes/office.tsx';
import { systemRoutes } from './routes/system.tsx';
import { root } from './routes/root.tsx';

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home' });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([
    index,
    ...customersRoutes,
    ...dealsRoutes,
    ...priceRoutes,
    ...purchasingRoutes,
    ...productRoutes,
    ...salesRoutes,
    ...deliveryRoutes,
    ...analysisRoutes,
    ...loanRoutes,
    ...stockRoutes,
    ...booksRoutes,
    ...financeRoutes,
    ...teamRoutes,
    ...targetRoutes,
    ...knowledgeRoutes,
    ...trainingRoutes,
    ...officeRoutes,
    ...systemRoutes,
  ]),
  // The desktop client serves files alone, so there the page stands behind the #.
  history: location.protocol.startsWith('http') ? createBrowserHistory() : createHashHistory(),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
