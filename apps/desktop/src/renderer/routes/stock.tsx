import { madeKinds } from '@xinhang/shared/stock-documents.ts';
import { createRoute } from '@tanstack/react-router';
import { LedgerPage } from '../features/stock/ledger-page.tsx';
import { SummaryPage } from '../features/stock/summary-page.tsx';
import { PiecesPage } from '../features/stock/pieces-page.tsx';
import { CorrectionPage, ProvisionalPage } from '../features/stock/provisional-page.tsx';
import { OnHandPage } from '../features/stock/on-hand-page.tsx';
import { NewStockDocPage, StockDocPage } from '../features/stock/stock-doc-page.tsx';
import { StockDocList } from '../features/stock/stock-doc-list.tsx';
import {
  ledgerSearch,
  newDocSearch,
  newMadeSearch,
  onHandSearch,
  piecesSearch,
  provisionalSearch,
  stockDocSearch,
  summarySearch,
  type LedgerSearch,
  type OnHandSearch,
  type PiecesSearch,
  type ProvisionalSearch,
  type StockDocSearch,
  type SummarySearch,
} from '../features/stock/stock-search.ts';
import { root } from './root.tsx';

const parent = () => root;

const onHand = createRoute({
  getParentRoute: parent,
  path: '/stock',
  validateSearch: (search): OnHandSearch => onHandSearch.parse(search),
  component: function OnHandRoute() {
    return <OnHandPage search={onHand.useSearch()} />;
  },
});
const ledger = createRoute({
  getParentRoute: parent,
  path: '/stock-ledger',
  validateSearch: (search): LedgerSearch => ledgerSearch.parse(search),
  component: function LedgerRoute() {
    return <LedgerPage search={ledger.useSearch()} />;
  },
});

const summary = createRoute({
  getParentRoute: parent,
  path: '/stock-summary',
  validateSearch: (search): SummarySearch => summarySearch.parse(search),
  component: function SummaryRoute() {
    return <SummaryPage search={summary.useSearch()} />;
  },
});

const pieces = createRoute({
  getParentRoute: parent,
  path: '/stock-pieces',
  validateSearch: (search): PiecesSearch => piecesSearch.parse(search),
  component: function PiecesRoute() {
    return <PiecesPage search={pieces.useSearch()} />;
  },
});

const provisional = createRoute({
  getParentRoute: parent,
  path: '/provisional-costs',
  validateSearch: (search): ProvisionalSearch => provisionalSearch.parse(search),
  component: function ProvisionalRoute() {
    return <ProvisionalPage search={provisional.useSearch()} />;
  },
});
const correction = createRoute({
  getParentRoute: parent,
  path: '/provisional-costs/$id',
  component: function CorrectionRoute() {
    return <CorrectionPage id={Number(correction.useParams().id)} />;
  },
});

const documents = createRoute({
  getParentRoute: parent,
  path: '/stock-documents',
  validateSearch: (search): StockDocSearch => stockDocSearch.parse(search),
  component: function StockDocumentsRoute() {
    return <StockDocList kinds={['otherIn', 'otherOut']} search={documents.useSearch()} />;
  },
});
const newDocument = createRoute({
  getParentRoute: parent,
  path: '/stock-documents/new',
  validateSearch: (search) => newDocSearch.parse(search),
  component: function NewStockDocumentRoute() {
    return <NewStockDocPage kind={newDocument.useSearch().kind} />;
  },
});
const document = createRoute({
  getParentRoute: parent,
  path: '/stock-documents/$id',
  component: function StockDocumentRoute() {
    return <StockDocPage id={Number(document.useParams().id)} />;
  },
});

const transfers = createRoute({
  getParentRoute: parent,
  path: '/transfers',
  validateSearch: (search): StockDocSearch => stockDocSearch.parse(search),
  component: function TransfersRoute() {
    return <StockDocList kinds={['transfer']} search={transfers.useSearch()} />;
  },
});
const newTransfer = createRoute({
  getParentRoute: parent,
  path: '/transfers/new',
  component: function NewTransferRoute() {
    return <NewStockDocPage kind="transfer" />;
  },
});
const transfer = createRoute({
  getParentRoute: parent,
  path: '/transfers/$id',
  component: function TransferRoute() {
    return <StockDocPage id={Number(transfer.useParams().id)} />;
  },
});

const counts = createRoute({
  getParentRoute: parent,
  path: '/stock-counts',
  validateSearch: (search): StockDocSearch => stockDocSearch.parse(search),
  component: function CountsRoute() {
    return <StockDocList kinds={['count']} search={counts.useSearch()} />;
  },
});
const count = createRoute({
  getParentRoute: parent,
  path: '/stock-counts/$id',
  component: function CountRoute() {
    return <StockDocPage id={Number(count.useParams().id)} />;
  },
});

const assemblies = createRoute({
  getParentRoute: parent,
  path: '/assemblies',
  validateSearch: (search): StockDocSearch => stockDocSearch.parse(search),
  component: function AssembliesRoute() {
    return <StockDocList kinds={madeKinds} search={assemblies.useSearch()} />;
  },
});
const newAssembly = createRoute({
  getParentRoute: parent,
  path: '/assemblies/new',
  validateSearch: (search) => newMadeSearch.parse(search),
  component: function NewAssemblyRoute() {
    return <NewStockDocPage kind={newAssembly.useSearch().kind} />;
  },
});
const assembly = createRoute({
  getParentRoute: parent,
  path: '/assemblies/$id',
  component: function AssemblyRoute() {
    return <StockDocPage id={Number(assembly.useParams().id)} />;
  },
});

/** The stock room: what there is, how it moved, and the documents that move it. */
export const stockRoutes = [
  onHand,
  ledger,
  summary,
  pieces,
  provisional,
  correction,
  documents,
  newDocument,
  document,
  transfers,
  newTransfer,
  transfer,
  counts,
  count,
  assemblies,
  newAssembly,
  assembly,
] as const;
