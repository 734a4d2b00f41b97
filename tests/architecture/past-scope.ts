const inside = 'rows of a customer that the caller found through scope()';
const oneRow =
  'one row by its id: the caller asks for its customer through scope() before it answers';
const subject = 'the thread of a customer, deal or follow-up that the caller found through scope()';
const wholeCompany =
  'a duplicate must be found wherever it is; callers mask what the person may not see';
const estate =
  'counts and ids of all that a person owns, once the right to hand it over was asked; no name';
const ofOne =
  'a number of one person for his appraisal: whoever is shown it reaches the person; no row reaches anybody';
const figures = 'feeds a figure or the search index; no row of it reaches a person';

const since = 'one date of the whole company, of which the caller tells the month';

const carePlans = 'what plans of care judge at night; no row of it reaches a person';
const openingsSeen =
  'openings of the whole company: whoever asks reads every customer or order, else is refused';
const named = 'names beside rows that a query with scope() in the same file found';

/**
 * Every place that reads customers, or what belongs to them, without passing scope(): the file
 * below packages/db/src, the function, and why it may. Whoever adds a line answers for who calls it.
 */
export const readersPastScope: Readonly<Record<string, string>> = {
  'repositories/achievement-docs#achievementDocs': named,
  'repositories/achievement-ledger#achievedPublished':
    'the published ranking: name, rank and by setting amount, without a way to the rows',
  'repositories/achievement-ledger#oldestAchievement': since,
  'repositories/achievement-ledger#standingRows':
    'what a document posted, inside the command that takes it back',
  'repositories/alert-watch#customers': figures,
  'repositories/alert-watch#deals': figures,
  'repositories/alert-watch#movesOfDeals': figures,
  'repositories/alerts#stoodUp': 'a part of the query of filtered(), which passes scope()',
  'repositories/alerts#stirred': 'a part of the query of filtered(), which passes scope()',
  'repositories/customer-values#broughtIn':
    'sums of whole customers for their grade; who is shown one reads the documents behind it',
  'repositories/customer-values#entriesOfMany': figures,
  'repositories/customer-values#valuedAfter': figures,
  'repositories/attachments#attachmentById': oneRow,
  'repositories/attachments#attachmentsOf': inside,
  'repositories/attachments#attachmentsOfCustomer': inside,
  'repositories/care-facts#caredForAfter': carePlans,
  'repositories/care-facts#careFactsOf': carePlans,
  'repositories/care-facts#idleCareItems': carePlans,
  'repositories/care-facts#openCareOf': carePlans,
  'repositories/care-items#named': named,
  'repositories/gifts#named': named,
  'repositories/promises#named': named,
  'repositories/openings#openingOrderOf':
    'whether an order of a customer whom the import found through scope() is there already',
  'repositories/openings#openingOrderSums':
    'a sum of the whole company, shown to those who read every order',
  'repositories/opening-days#lastOpeningDay':
    'one day alone, to who answers for the first one of the books',
  'repositories/openings#openingOwedRows': openingsSeen,
  'repositories/openings#ofCustomers': openingsSeen,
  'repositories/openings#openingOrderRows': openingsSeen,
  'repositories/opening-bill-list#openingBillRows': openingsSeen,
  'repositories/outbox#closeUnwanted': 'ends rows of a campaign; answers how many, and no row',
  'repositories/customer-products#moveCustomerProducts': inside,
  'repositories/customer-products#named': 'names beside rows of one customer, or one row by its id',
  'repositories/customer-products#productsByPartNumber': inside,
  'repositories/customer-products#partNumbersOf': inside,
  'repositories/deal-prices#dealUnits': 'units of a product; no row of it reaches a person',
  'repositories/refund-requests#named':
    'the query that lists with scope() build upon; alone one row by its id, inside a command or an approval',
  'repositories/location-uses#openDocuments':
    'how many documents of a place are open; no row of them reaches a person',
  'repositories/deliveries#named':
    'the query that lists with scope() build upon; alone one row by its id, inside a command',
  'repositories/deliveries#askedOn':
    'a day of the row it is a part of, in queries that list with scope()',
  'repositories/deliveries#deliveryNosSince': inside,
  'repositories/deliveries#deliveryLines': inside,
  'repositories/deliveries#orderLinesByIds':
    'lines of orders inside a command of the warehouse, which delivers for every customer',
  'repositories/customer-sales#salesByCustomer':
    'reads through moved() of sales-figures.ts, whose parts pass scope()',
  'repositories/sales-figures#salesLines':
    'reads through moved() of the same file, whose parts pass scope()',
  'repositories/sales-facts#sameFact':
    'whether a line of a customer whom the import found through scope() is there already',
  'repositories/sales-facts#factsSpan': 'a number and a day of the whole company; no row of it',
  'repositories/sales-facts#unitsOfFacts': 'units of a product; no row of it reaches a person',
  'repositories/delivery-board#boardLines':
    'lines by the ids that boardPage() chose in scope; alone it chooses none',
  'repositories/delivery-board#openLineInScope':
    'reads through openLines() of the same file, which passes scope()',
  'repositories/sales-returns#named':
    'the query that lists with scope() build upon; alone one row by its id, inside a command',
  'repositories/sales-returns#standingReturnNos': inside,
  'repositories/sales-returns#returnLines': inside,
  'repositories/loans#named':
    'the query that lists with scope() build upon; alone one row by its id, inside a command',
  'repositories/loan-returns#returnsOfLoan': inside,
  'repositories/stock-shortage#firstDueOf':
    'a day by product for the buying side; no order, customer or price reaches it',
  'repositories/purchase-causes#wantedLines':
    'lines for which a command of the buying side orders; answers ids and quantities to it alone',
  'repositories/purchase-causes#told':
    'days and quantities for the buying side; lines of an order that the caller found through scope()',
  'repositories/drop-ship#marked':
    'lines that the buying side orders for: goods, quantities, days and the place to ship to alone',
  'repositories/drop-ship#orderedBeside':
    'what the buying side ordered for lines: what those want by now of quantity, day and place alone',
  'repositories/drop-ship#shipToNow': 'the place to ship an order of the buying side to, alone',
  'repositories/provisional-issues#listIssues':
    'numbers of deliveries beside what went out, for whoever reads the stock room',
  'repositories/stock-ledger#listMovements':
    'numbers of deliveries and returns beside movements, for whoever reads the stock room',
  'repositories/quotations#namedQuotations':
    'the query that finds with scope() build upon; alone one row by its id, inside a command',
  'repositories/quotations#quotationLinesOf': inside,
  'repositories/quotations#quotationVersions': inside,
  'repositories/quotations#isOrdered': 'whether there is an order; no row reaches the caller',
  'repositories/quotations#promisedPrices':
    'prices that the order at hand was promised, inside its check',
  'repositories/quotations#quotationUnits': 'units of a product; no row of it reaches a person',
  'repositories/quotation-list#listQuotations':
    'asks asked() of the same file, which passes scope()',
  'repositories/quotation-list#endingQuotations':
    'asks asked() of the same file, which passes scope()',
  'repositories/quotation-list#listQuotedLines':
    'asks asked() of the same file, which passes scope()',
  'repositories/contracts#namedContracts':
    'the query that finds with scope() build upon; alone one row by its id, inside a command',
  'repositories/contracts#contractLinesOf': inside,
  'repositories/contracts#contractVersions': inside,
  'repositories/contracts#amendmentOf': inside,
  'repositories/contracts#isContracted': 'whether there is a contract; no row reaches the caller',
  'repositories/contracts#agreedPrices':
    'prices that the order or the amendment at hand was promised, inside its check',
  'repositories/contracts#contractUnits': 'units of a product; no row of it reaches a person',
  'repositories/contract-list#listContractLines':
    'asks asked() of the same file, which passes scope()',
  'repositories/contract-list#listContractMilestones':
    'asks asked() of the same file, which passes scope()',
  'repositories/contract-milestones#milestonesOf': inside,
  'repositories/contract-milestones#milestoneById':
    'one row by its id, inside a command that asks for its contract through scope()',
  'repositories/contract-milestones#dueMilestones':
    'asks unpaid() of the same file, which passes scope()',
  'repositories/contract-orders#calledOff':
    'quantities inside a command, or shown where the reader reaches the orders of the customer',
  'repositories/contract-orders#orderSums':
    'shown where the reader reaches the orders of the customer, who is one',
  'repositories/contract-ends#contractEnds': figures,
  'repositories/contract-estate#contractsWith': 'inside the handing over of a customer',
  'repositories/contract-estate#contractsToHand': 'inside a handover, whose right is another',
  'repositories/contract-estate#contractsMovedOn': 'inside a handover, whose right is another',
  'repositories/fapiao#named':
    'the query that finds with scope() build upon; alone one row by its id, inside a command',
  'repositories/fapiao#numberTaken': 'whether there is such a number; no row reaches the caller',
  'repositories/fapiao#fapiaoLines': inside,
  'repositories/fapiao#redOfLines': inside,
  'repositories/fapiao#redsOf': inside,
  'repositories/fapiao-list#listFapiao': 'asks asked() of the same file, which passes scope()',
  'repositories/fapiao-list#listFapiaoLines': 'asks asked() of the same file, which passes scope()',
  'repositories/invoice-check#wrongFapiao': 'what the doctor compares; ids, and no name',
  'repositories/invoice-check#wrongInvoiced': 'what the doctor compares; ids, and no name',
  'repositories/invoice-check#outputTax': 'what the doctor compares; sums, and no name',
  'repositories/invoicing#ordered':
    'lines by their ids or of one customer, which the caller found through scope()',
  'repositories/invoicing#delivered':
    'lines by their ids or of one customer, which the caller found through scope()',
  'repositories/sales-order-list#asked':
    'conditions of queries in the same file, which pass scope()',
  'repositories/sales-order-list#openOfOrders': named,
  'repositories/sales-order-list#lastOrderOf': inside,
  'repositories/no-fapiao#markedLines': 'asks marked() of the same file, which passes scope()',
  'repositories/order-changes#namedChanges':
    'the query that finds with scope() build upon; alone one row by its id, inside a command',
  'repositories/order-changes#changeLinesOf': inside,
  'repositories/order-changes#openChangeOf': inside,
  'repositories/order-changes#appliedChanges': inside,
  'repositories/sales-orders#namedOrders':
    'the query that lists with scope() build upon; alone one row by its id, inside a command',
  'repositories/sales-orders#orderUnits': 'units of a product; no row of it reaches a person',
  'repositories/sales-orders#ordersNumbered':
    'what an import of the command line brought before; ids, and no row reaches a person',
  'repositories/sales-orders#salesLinesOf': inside,
  'repositories/sales-orders#salesShares': inside,
  'repositories/sales-orders#undeliveredOf': 'a figure of a customer, shown to whom credit is',
  'repositories/sales-check#wrongPostings': 'what the doctor compares; ids, and no name',
  'repositories/sales-check#wrongReturned': 'what the doctor compares; ids, and no name',
  'repositories/sales-returns#creditedOf': inside,
  'repositories/sales-check#wrongProgress': 'what the doctor compares; ids, and no name',
  'repositories/stock-check#wrongKeeping': 'what the doctor compares; ids, and no name',
  'repositories/stock-check#wrongReservations': 'what the doctor compares; ids, and no name',
  'repositories/price-levels#levelOfCustomer': inside,
  'repositories/price-levels#levelRowsOf': inside,
  'repositories/price-rules#countPriceRules':
    'asks seenBy() of the same file, which passes scope()',
  'repositories/customers#groupBelow':
    'whose debts share a limit of credit; only sums of them and ids reach the caller',
  'repositories/price-rules#withNames': named,
  'repositories/price-rules#pricesFor':
    'prices of whom a sheet is for, whom the caller found through scope()',
  'repositories/price-rules#ownPrices':
    'whether customers whom the caller found have prices of their own; no row reaches a person',
  'repositories/price-adjustments#withNames': named,
  'repositories/price-adjustments#asked': 'a condition within reads that ask seenBy()',
  'repositories/price-adjustments#countAdjustments':
    'asks seenBy() of the same file, which passes scope()',
  'repositories/price-adjustments#answerTo': 'asks seenBy() of the same file, which passes scope()',
  'repositories/price-adjustments#adjustmentLinesOf': inside,
  'repositories/price-adjustments#unitsAdjusted':
    'units of a product; no row of it reaches a person',
  'repositories/price-adjustments#customersPriced': inside,
  'repositories/price-rules#pricesAt':
    'prices whose place another one takes, for people whom the caller found through scope()',
  'repositories/price-rules#basePricesOf': 'prices for everybody and for levels, of no customer',
  'repositories/price-rules#priceRulesByIds': 'prices that one command put and takes back',
  'repositories/price-rules#unitsPriced': 'units of a product; no row of it reaches a person',
  'repositories/outbox#anyWaiting': 'whether a campaign is over; no row of it reaches a person',
  'repositories/recipients#phonesToWriteTo': inside,
  'repositories/recipients#emailsToWriteTo': inside,
  'repositories/outbox#requeueOutbox': inside,
  'repositories/message-reports#anyToAsk':
    'whether a provider is to be asked; no row reaches a person',
  'repositories/message-reports#messagesToAsk':
    'whom the office asks a provider about; what it says is read through listOutbox()',
  'repositories/outbox#sentToContact': inside,
  'repositories/outbox#countSentSince': figures,
  'repositories/outbox#sizesOfCampaigns': figures,
  'repositories/outbox#listOutbox': named,
  'repositories/contacts#contactById': oneRow,
  'repositories/contacts#contactsOf': inside,
  'repositories/contacts#ensurePrimary': 'chooses the main contact of a customer just written',
  'repositories/contacts#mainContactsOf': inside,
  'repositories/contacts#phonesOf': inside,
  'repositories/customer-check#customersWithSources': figures,
  'repositories/customer-check#customerTotal': figures,
  'repositories/customer-estate#customerCounts': estate,
  'repositories/customer-estate#customersMovedOn': estate,
  'repositories/customer-estate#customersToHand': estate,
  'repositories/customer-estate#lastChangeOfHands': 'a number; no row of it reaches a person',
  'repositories/customer-keys#customerById': oneRow,
  'repositories/customer-keys#customerHeads': wholeCompany,
  'repositories/customer-keys#customersOfCore': wholeCompany,
  'repositories/customer-keys#customersOfCores': wholeCompany,
  'repositories/customer-keys#hitsOfKeys': wholeCompany,
  'repositories/customer-list#countContacts':
    'walks the arms that armsOf() takes from scope() in the same file',
  'repositories/customer-list#countQuery':
    'walks the arms that armsOf() takes from scope() in the same file',
  'repositories/customer-list#pageQuery':
    'reads whole the rows that hitsOf() found on the arms of scope() in the same file',
  'repositories/customer-places#addressById': oneRow,
  'repositories/customer-places#addressesOf': inside,
  'repositories/customer-places#titleById': oneRow,
  'repositories/customer-places#titlesOf': inside,
  'repositories/temporary-limits#temporaryLimitOn': inside,
  'repositories/temporary-limits#temporaryLimitsOn': inside,
  'repositories/temporary-limits#temporaryLimitsOf': inside,
  'repositories/customer-timeline#events': inside,
  'repositories/customer-timeline#followUps': inside,
  'repositories/customer-timeline#ownerChanges': inside,
  'repositories/customers#collaborators': inside,
  'repositories/customers#customerIdByExternalNo':
    'finds what an import of a data set brought before; a command of the machine, not of a person',
  'repositories/customers#findSameKeys': wholeCompany,
  'repositories/customers#customersOwned':
    'how many, where a person leaves the company or loses the right to see them',
  'repositories/customers#lastHandOf': inside,
  'repositories/customers#parentIdOf': 'finds circles of groups; answers an id and no content',
  'repositories/deal-estate#dealCounts': estate,
  'repositories/deal-estate#dealsMovedOn': estate,
  'repositories/deal-estate#dealsToHand': estate,
  'repositories/deal-estate#keptShares': estate,
  'repositories/deal-estate#lastDealEvent': 'a number; no row of it reaches a person',
  'repositories/deal-estate#openOnes': estate,
  'repositories/deal-estate#sharesNow': estate,
  'repositories/deal-export#hangingOnDeals': inside,
  'repositories/deal-papers#hasConfirmedOrder':
    'whether there is one, of a deal that the caller found through scope()',
  'repositories/deal-papers#hasContractInForce':
    'whether there is one, of a deal that the caller found through scope()',
  'repositories/deals#customersWithDeals': figures,
  'repositories/deal-files#dealFileById':
    'one row by its id: the caller asks for its deal through scope() before it answers',
  'repositories/deal-files#filesOfDeal': 'files of a deal that the caller found through scope()',
  'repositories/deals#dealById':
    'the deal of a move that was asked for, inside the command that decides on it',
  'repositories/deals#dealEvents': inside,
  'repositories/deals#firstDealAt': since,
  'repositories/deals#standingIn': 'what the demo plays with; no request reads it',
  'repositories/deals#dealNumbersLike':
    'finds what an import of a data set brought before; a command of the machine, not of a person',
  'repositories/deals#openInStages': 'how many, before a stage is taken out of its pipeline',
  'repositories/deals#partsOfDeal': inside,
  'repositories/deals#peopleOfDeal': 'who hears of a change of a deal just written',
  'repositories/duplicate-groups#keysOfSeveral':
    'keys alone; the rows under them are read through scope() in the same file',
  'repositories/duplicate-groups#keysOfContacts':
    'keys alone; the rows under them are read through scope() in the same file',
  'repositories/duplicate-groups#keysOfBoth':
    'keys alone; the rows under them are read through scope() in the same file',
  'repositories/statement-proposals#overlapping':
    'numbers of statements of customers that statementCustomers() of the same file found in scope',
  'repositories/collection-notes#named':
    'names beside notes that seen() of the same file found in scope',
  'repositories/collection-notes#isNewest': 'whether there is a newer note of the same customer',
  'repositories/merge-chains#quotationsOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merge-chains#contractsOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merge-chains#fapiaoOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merge-chains#ordersOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merge-chains#deliveriesOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merge-chains#returnsOf':
    'ids of what an undone merge takes along, of a customer that the caller found through scope()',
  'repositories/merges#countBelow': 'how many of a customer that the caller found through scope()',
  'repositories/merges#entriesOf':
    'ids of entries of a customer that the caller found through scope()',
  'repositories/merges#mainAmong': 'ids of contacts that a merge moves',
  'repositories/desk#picked': 'the rows first; each query made of it adds inScope()',
  'repositories/follow-ups#followUpById': oneRow,
  'repositories/follow-ups#nextDatesAfter': inside,
  'repositories/follow-ups#talksOf': inside,
  'repositories/handovers#auditHandedRows': 'copies the customer of a row into the audit',
  'repositories/housekeeping#outdated': 'takes away drafts of files that nobody kept',
  'repositories/messages#messageCounts': subject,
  'repositories/messages#messagesOf': subject,
  'repositories/messages#writersOf': subject,
  'repositories/person-deals#dealsOfPerson': ofOne,
  'repositories/person-results#creditedTo': ofOne,
  'repositories/person-work#datesOfPerson': ofOne,
  'repositories/person-work#ratingsOfPerson': ofOne,
  'repositories/person-work#registeredByPerson': ofOne,
  'repositories/person-work#talksOfPerson': ofOne,
  'repositories/plan-estate#handPlans': estate,
  'repositories/plan-estate#openPlansWith': estate,
  'repositories/plan-estate#plansEnded': estate,
  'repositories/plan-estate#plansMovedOn': estate,
  'repositories/plan-estate#plansOfPool': estate,
  'repositories/plan-estate#plansToHand': estate,
  'repositories/plans#planById': oneRow,
  'repositories/task-estate#tasksToHand': estate,
  'repositories/reviews#reviewById': oneRow,
  'repositories/reviews#reviewsOf': 'reviews of follow-ups that the caller found through scope()',
  'repositories/reviews#unreviewed': 'a condition on follow-ups; says nothing of the review',
  'repositories/pools#cameIntoPool': inside,
  'repositories/recycling#newerContract':
    'a condition on customers that are read through scope() in the same file',
  'repositories/recycling#held':
    'every customer that somebody owns, judged at night; what the forecast tells passes scope()',
  'repositories/recycling#deals': 'a part of the query of found(), which passes scope()',
  'repositories/stored-files#attachedInAll': 'counts and sums of the whole company, no row',
  'repositories/stored-files#referredUnder': 'names of stored bytes, for looking at the store',
  'repositories/take-back#deleteImportedContact': 'undo of an import, of the rows that it made',
  'repositories/take-back#deleteImportedFollowUp':
    'undo of an import, of the rows that it made; looks whether anything was said of them',
  'repositories/words#tagsOf': inside,
  'search-renewal#indexCustomers': figures,
  'search-renewal#indexRows': figures,
  'search-renewal#renewPage': figures,
  'sqlite/search#sqliteSearch': 'ids alone; whoever joins them passes scope()',
  'postgres/search#postgresSearch': 'ids alone; whoever joins them passes scope()',
};
