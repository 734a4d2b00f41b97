import { createRoute } from '@tanstack/react-router';
import { CampaignPage } from '../features/campaigns/campaign-page.tsx';
import { campaignSearch, type CampaignSearch } from '../features/campaigns/campaign-search.ts';
import { CampaignsPage } from '../features/campaigns/campaigns-page.tsx';
import { CarePage } from '../features/care/care-page.tsx';
import { careSearch, type CareSearch } from '../features/care/care-search.ts';
import { ContactPage } from '../features/care/contact-page.tsx';
import { CustomerCare } from '../features/care/customer-care.tsx';
import { ContactListPage } from '../features/contacts/contact-list-page.tsx';
import { contactSearch } from '../features/contacts/contact-search.ts';
import { CustomerList } from '../features/customers/customer-list.tsx';
import { CustomerPage } from '../features/customers/customer-page.tsx';
import { duplicateSearch, DuplicatesPage } from '../features/customers/duplicates-page.tsx';
import { customerListSearch } from '../features/customers/list-search.ts';
import { CustomerDeals } from '../features/deals/customer-deals.tsx';
import { TemporaryLimits } from '../features/finance/temporary-limits.tsx';
import { CustomerTerms } from '../features/finance/customer-terms.tsx';
import { CustomerExpenses } from '../features/finance/customer-expenses.tsx';
import { CustomerInvoicing } from '../features/finance/customer-invoicing.tsx';
import { tradingSearch, type TradingSearch } from '../features/analysis/analysis-search.ts';
import { CustomerTrading } from '../features/analysis/customer-trading.tsx';
import { TradingPage } from '../features/analysis/trading-page.tsx';
import { CustomerCollections } from '../features/finance/customer-collections.tsx';
import { CustomerStatements } from '../features/finance/customer-statements.tsx';
import { CustomerReceivables } from '../features/finance/customer-receivables.tsx';
import { FilingList, filingSearch, type FilingSearch } from '../features/filings/filing-list.tsx';
import { CustomerPlans } from '../features/follow-ups/customer-plans.tsx';
import { FollowUpList } from '../features/follow-ups/follow-up-list.tsx';
import { followUpSearch, type FollowUpSearch } from '../features/follow-ups/follow-up-search.ts';
import { ForecastList } from '../features/pool-forecast/forecast-list.tsx';
import { forecastSearch, type ForecastSearch } from '../features/pool-forecast/forecast-search.ts';
import { CustomerPrices } from '../features/prices/customer-prices.tsx';
import { CustomerOrders } from '../features/sales/customer-orders.tsx';
import { ContractBlock } from '../features/sales/contract-block.tsx';
import { QuotationBlock } from '../features/sales/quotation-block.tsx';
import { CustomerPartNumbers } from '../features/products/customer-part-numbers.tsx';
import { root } from './root.tsx';

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: (search) => customerListSearch.parse(search),
  component: function CustomersRoute() {
    return <CustomerList search={customers.useSearch()} />;
  },
});
const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id',
  component: function CustomerRoute() {
    return (
      <CustomerPage
        id={Number(customer.useParams().id)}
        deals={(of, mayAdd) => (
          <>
            <CustomerPlans customer={of} mayAdd={mayAdd} />
            <CustomerCare customer={of} mayAdd={mayAdd} />
            <CustomerDeals customer={of} mayAdd={mayAdd} />
            <CustomerTrading customer={of} />
            <CustomerReceivables customer={of} />
            <CustomerStatements customer={of} />
            <CustomerCollections customer={of} mayAdd={mayAdd} />
            <CustomerExpenses customer={of} />
            <CustomerInvoicing customer={of} />
            <CustomerTerms customer={of} open={mayAdd} />
            <TemporaryLimits customer={of} />
            <QuotationBlock customerId={of.id} customerName={of.name} mayAdd={mayAdd} />
            <ContractBlock customerId={of.id} customerName={of.name} mayAdd={mayAdd} />
            <CustomerOrders customer={of} mayAdd={mayAdd} />
            <CustomerPrices customer={of} open={mayAdd} />
            <CustomerPartNumbers customer={of} mayAdd={mayAdd} />
          </>
        )}
      />
    );
  },
});
const trading = createRoute({
  getParentRoute: () => root,
  path: '/customers/$id/trading',
  validateSearch: (search): TradingSearch => tradingSearch.parse(search),
  component: function TradingRoute() {
    const { span, imported = false } = trading.useSearch();
    return <TradingPage id={Number(trading.useParams().id)} span={span} imported={imported} />;
  },
});
const pool = createRoute({
  getParentRoute: () => root,
  path: '/pool',
  validateSearch: (search) => customerListSearch.parse(search),
  component: function PoolRoute() {
    return <CustomerList pool search={pool.useSearch()} />;
  },
});
const poolForecast = createRoute({
  getParentRoute: () => root,
  path: '/pool-forecast',
  validateSearch: (search): ForecastSearch => forecastSearch.parse(search),
  component: function PoolForecastRoute() {
    return <ForecastList search={poolForecast.useSearch()} />;
  },
});
const followUps = createRoute({
  getParentRoute: () => root,
  path: '/follow-ups',
  validateSearch: (search): FollowUpSearch => followUpSearch.parse(search),
  component: function FollowUpsRoute() {
    return <FollowUpList search={followUps.useSearch()} />;
  },
});
const filings = createRoute({
  getParentRoute: () => root,
  path: '/filings',
  validateSearch: (search): FilingSearch => filingSearch.parse(search),
  component: function FilingsRoute() {
    return <FilingList search={filings.useSearch()} />;
  },
});
const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  validateSearch: (search) => duplicateSearch.parse(search),
  component: function DuplicatesRoute() {
    return <DuplicatesPage search={duplicates.useSearch()} />;
  },
});
const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: (search) => contactSearch.parse(search),
  component: function ContactsRoute() {
    return <ContactListPage q={contacts.useSearch().q ?? ''} />;
  },
});

const contact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$id',
  component: function ContactRoute() {
    return <ContactPage id={Number(contact.useParams().id)} />;
  },
});
const care = createRoute({
  getParentRoute: () => root,
  path: '/care',
  validateSearch: (search): CareSearch => careSearch.parse(search),
  component: function CareRoute() {
    return <CarePage search={care.useSearch()} />;
  },
});

const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  validateSearch: (search): CampaignSearch => campaignSearch.parse(search),
  component: function CampaignsRoute() {
    return <CampaignsPage search={campaigns.useSearch()} />;
  },
});
const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  component: function CampaignRoute() {
    return <CampaignPage id={Number(campaign.useParams().id)} />;
  },
});

/** Customers, the pool and what hangs on a customer. */
export const customersRoutes = [
  trading,
  customers,
  customer,
  pool,
  poolForecast,
  followUps,
  filings,
  duplicates,
  contacts,
  contact,
  care,
  campaigns,
  campaign,
] as const;
