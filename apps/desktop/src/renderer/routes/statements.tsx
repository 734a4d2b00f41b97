import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { NettingPage } from '../features/finance/netting-page.tsx';
import { NettingList } from '../features/finance/netting-list.tsx';
import { NewStatementsPage } from '../features/finance/new-statements-page.tsx';
import { StatementList } from '../features/finance/statement-list.tsx';
import { StatementPage } from '../features/finance/statement-page.tsx';
import { statementSearch, type StatementSearch } from '../features/finance/statement-search.ts';
import { StatementSideContext } from '../features/finance/statement-side.ts';
import { root } from './root.tsx';

const parent = () => root;
const beginSearch = z.object({ new: z.literal(true).optional().catch(undefined) });

const nettings = createRoute({
  getParentRoute: parent,
  path: '/nettings',
  validateSearch: (search): { new?: true | undefined } => beginSearch.parse(search),
  component: function NettingsRoute() {
    return <NettingList begin={nettings.useSearch().new === true} />;
  },
});
const netting = createRoute({
  getParentRoute: parent,
  path: '/nettings/$id',
  component: function NettingRoute() {
    const { id } = netting.useParams();
    return <NettingPage key={id} id={Number(id)} />;
  },
});
const statements = createRoute({
  getParentRoute: parent,
  path: '/statements',
  validateSearch: (search): StatementSearch => statementSearch.parse(search),
  component: function StatementsRoute() {
    return <StatementList search={statements.useSearch()} />;
  },
});
const newStatements = createRoute({
  getParentRoute: parent,
  path: '/statements/new',
  component: NewStatementsPage,
});
const statement = createRoute({
  getParentRoute: parent,
  path: '/statements/$id',
  component: function StatementRoute() {
    const { id } = statement.useParams();
    return <StatementPage key={id} id={Number(id)} />;
  },
});
const supplierStatements = createRoute({
  getParentRoute: parent,
  path: '/supplier-statements',
  validateSearch: (search): StatementSearch => statementSearch.parse(search),
  component: function SupplierStatementsRoute() {
    return (
      <StatementSideContext value="ap">
        <StatementList search={supplierStatements.useSearch()} />
      </StatementSideContext>
    );
  },
});
const newSupplierStatements = createRoute({
  getParentRoute: parent,
  path: '/supplier-statements/new',
  component: function NewSupplierStatementsRoute() {
    return (
      <StatementSideContext value="ap">
        <NewStatementsPage />
      </StatementSideContext>
    );
  },
});
const supplierStatement = createRoute({
  getParentRoute: parent,
  path: '/supplier-statements/$id',
  component: function SupplierStatementRoute() {
    const { id } = supplierStatement.useParams();
    return (
      <StatementSideContext value="ap">
        <StatementPage key={id} id={Number(id)} />
      </StatementSideContext>
    );
  },
});
/** Statements of customers and suppliers, and what is set off against payables. */
export const statementRoutes = [
  nettings,
  netting,
  statements,
  newStatements,
  statement,
  supplierStatements,
  newSupplierStatements,
  supplierStatement,
];
