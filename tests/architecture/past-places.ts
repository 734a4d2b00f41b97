const doctor = 'what the doctor compares; ids and sums, and no name';
const posting = 'what a posting reads to move goods: the real stock, whoever posts';
const inside = 'lines of a document that the caller found by its places';
const named =
  'the query that finds by places build upon; alone one row by its id, inside a command';

/**
 * Every place that reads stock without asking which places its reader reaches: the file below
 * packages/db/src, the function, and why it may. Whoever adds a line answers for who calls it.
 */
export const readersPastPlaces: Readonly<Record<string, string>> = {
  'repositories/invoice-check#wrongReceivedInvoiced': doctor,
  'repositories/location-uses#openDocuments':
    'how many documents of a place are open; no row of them reaches a person',
  'repositories/location-uses#usesOfLocation':
    'what stands against closing a place, told to whoever keeps the list of places',
  'repositories/opening-days#lastOpeningDay':
    'one day alone, to who answers for the first one of the books',
  'repositories/openings#openingStock':
    'openings of the whole company: whoever is narrowed to places is refused',
  'repositories/period-closings#firstBookDate': 'one day of the whole company',
  'repositories/provisional-check#wrongCorrections': doctor,
  'repositories/provisional-check#wrongShort': doctor,
  'repositories/provisional-issues#listIssues':
    'asks asked() of the same file, which asks for the places',
  'repositories/provisional-issues#openIssueLines': inside,
  'repositories/provisional-issues#openIssuesTo':
    'a number and a sum of the whole company, for whoever closes its months',
  'repositories/purchase-causes#lyingOf':
    'for whom buyers order, inside a command; no quantity reaches a person',
  'repositories/purchase-check#wrongGoneBack': doctor,
  'repositories/purchase-check#wrongPurchasePostings': doctor,
  'repositories/purchase-check#wrongPurchaseProgress': doctor,
  'repositories/purchase-check#wrongSpread': doctor,
  'repositories/purchase-returns#named': named,
  'repositories/purchase-returns#purchaseReturnLines': inside,
  'repositories/purchase-returns#receivedLinesByIds':
    'lines inside a command, which refuses those of places that its writer does not reach',
  'repositories/purchase-returns#returnBeyondInvoices':
    'a number inside a command about invoices, which know no places',
  'repositories/purchase-returns#wentBackOf':
    'how much of lines of a receipt that the caller found went back; sums alone',
  'repositories/receipt-notes#named': named,
  'repositories/receipt-notes#receiptNoteLines': inside,
  'repositories/sales-check#wrongPostings': doctor,
  'repositories/stock-check#negativePlaces': doctor,
  'repositories/stock-check#wrongBalances': doctor,
  'repositories/stock-check#wrongPieces': doctor,
  'repositories/stock-check#wrongPools': doctor,
  'repositories/stock-check#wrongReservations': doctor,
  'repositories/stock-documents#bookAt': 'the book of the place of a count that its writer reaches',
  'repositories/stock-documents#linesOf': inside,
  'repositories/stock-documents#named': named,
  'repositories/stock-documents#productsLyingAt':
    'what lies in the place of a count that its writer reaches',
  'repositories/stock-ledger#listMovements':
    'asks asked() of the same file, which asks for the places',
  'repositories/stock-ledger#newestAt': 'asks asked() of the same file, which asks for the places',
  'repositories/stock-ledger#ofProduct': 'asks asked() of the same file, which asks for the places',
  'repositories/stock-summary#stockSummaryTotals':
    'sums of pools and of all movements where all places are asked for, and none otherwise',
  'repositories/stock-posting#balancesOf': posting,
  'repositories/stock-posting#lastCostOf': posting,
  'repositories/stock-posting#lastLedgerId': posting,
  'repositories/stock-posting#poolsOf': posting,
  'repositories/stock-posting#serialsOf': posting,
  'repositories/stock-posting#standingStockRows': posting,
  'repositories/stock-posting#stockLying':
    'whether a product lies anywhere: whoever changes it is refused, and sees no figure',
  'repositories/stock-posting#stockUnitsOf': 'units of a product; no row of it reaches a person',
  'repositories/stock-provisional#beyondPlace': posting,
  'repositories/stock-provisional#coveredAt': posting,
  'repositories/stock-provisional#ledgerRow': posting,
  'repositories/stock-shortage#lying':
    'what is short of the whole company: whoever is narrowed to places is refused',
  'repositories/supplier-invoices#received':
    'what suppliers are owed for, whatever the place; shown to who reads their invoices',
  'repositories/supplier-invoices#supplierInvoiceLines':
    'lines of an invoice, which knows no places',
  'repositories/supplier-invoices#uninvoicedSuppliers':
    'sums by supplier for who reads their invoices, which know no places',
};
