import { api } from '@xinhang/shared/contract/api.ts';
import { SLOW_DAYS } from '@xinhang/shared/product-sales.ts';
import { salesClasses, salesMeasures } from '@xinhang/shared/sales-ranking.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Segmented, Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { ProductSearch } from './analysis-search.ts';
import { FileButton } from '../../form/file-button.tsx';
import { ImportedSwitch } from './imported-switch.tsx';
import { money, partOf, percent } from './figures.ts';
import { daysOf } from './period.ts';
import { PeriodFilter, ProductFilters } from './product-filters.tsx';
import { ProductTable } from './product-table.tsx';

const slowChoices = [90, SLOW_DAYS, 365, 730] as const;

/** What sells and what lies there, down to the documents (S64, S65). */
export function ProductAnalysisPage({ search }: { search: ProductSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const costs = useMe().fields.cost === 'show';
  const [reads, promises] = [useMay('stock.read'), useMay('stock.available')];
  const stock = reads || promises;
  const change = (part: Partial<ProductSearch>) =>
    void navigate({ to: '/product-analysis', search: tidy({ ...search, ...part }) });
  const slow = search.side === 'slow' && stock;
  const by = search.by === 'margin' && !costs ? 'net' : (search.by ?? 'net');
  const {
    categoryId,
    region,
    customerId,
    customerName,
    ownerId,
    ownerName,
    deptId,
    imported,
    slowDays = SLOW_DAYS,
  } = search;
  const narrowed = tidy({
    ...daysOf(search, today),
    categoryId,
    region,
    customerId,
    ownerId,
    deptId,
    imported,
  });
  const factsBehind = tidy({ ...daysOf(search, today), customerId, customerName });
  const asked = { ...narrowed, side: slow ? 'slow' : 'best', by, slowDays } as const;
  const found = useEndpoint(api.productSales.list, { query: asked }, { keep: true });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {stock && (
          <Segmented<'best' | 'slow'>
            aria-label={t('analysis.side')}
            value={slow ? 'slow' : 'best'}
            options={[
              { value: 'best', label: t('analysis.side.best') },
              { value: 'slow', label: t('analysis.side.slow') },
            ]}
            onChange={(side) => change({ side: side === 'slow' ? side : undefined })}
          />
        )}
        <PeriodFilter search={search} change={change} />
        {slow ? (
          <Select<number>
            style={{ width: 190 }}
            aria-label={t('analysis.slowDays')}
            value={slowDays}
            options={slowChoices.map((value) => ({
              value,
              label: t('analysis.slowerThan', { n: value }),
            }))}
            onChange={(value) => change({ slowDays: value })}
          />
        ) : (
          <Select<(typeof salesMeasures)[number]>
            style={{ width: 130 }}
            aria-label={t('analysis.by')}
            value={by}
            options={salesMeasures
              .filter((value) => costs || value !== 'margin')
              .map((value) => ({ value, label: t(`analysis.by.${value}`) }))}
            onChange={(value) => change({ by: value })}
          />
        )}
        <span className="spring" />
        <FileButton
          label={t('analysis.export')}
          endpoint={api.productSales.export}
          body={{ ...asked, imported: imported === true }}
        />
      </div>
      <div className="page-bar">
        <ProductFilters search={search} change={change} />
        <ImportedSwitch
          value={imported === true}
          onChange={(value) => change({ imported: value || undefined })}
        />
      </div>
      <Loaded found={found}>
        {({ rows, count, totals, partial }) => (
          <div className="stack">
            <div className="line">
              <span className="soft">{t('analysis.net')}</span>
              <strong>{money(totals.netFen)}</strong>
              {totals.marginFen !== null && (
                <>
                  <span className="soft">{t('analysis.margin')}</span>
                  <strong>{money(totals.marginFen)}</strong>
                  <span>{percent(partOf(totals.marginFen, totals.netFen))}</span>
                </>
              )}
              {totals.importedFen !== 0 && (
                <>
                  <span className="soft">{t('facts.ofThat')}</span>
                  <Link to="/sales-facts" search={factsBehind}>
                    {money(totals.importedFen)}
                  </Link>
                </>
              )}
              {totals.unlistedFen !== 0 && (
                <>
                  <span className="soft">{t('facts.beside')}</span>
                  <Link to="/sales-facts" search={{ ...factsBehind, unlisted: true }}>
                    {money(totals.unlistedFen)}
                  </Link>
                </>
              )}
              <span className="soft">{t('analysis.products', { n: totals.products })}</span>
              {!slow &&
                salesClasses.map((one) => (
                  <span key={one}>
                    {one} {totals.classes[one] ?? 0}
                  </span>
                ))}
              {totals.slowFen !== null && (
                <>
                  <span className="soft">{t('analysis.slowValue')}</span>
                  <strong>{money(totals.slowFen)}</strong>
                </>
              )}
              <span className="spring" />
              {count > rows.length && (
                <span className="soft">{t('analysis.more', { shown: rows.length, n: count })}</span>
              )}
            </div>
            {partial && (
              <Alert type="info" title={t(slow ? 'analysis.partialSlow' : 'analysis.partial')} />
            )}
            <ProductTable
              rows={rows}
              behind={tidy({ ...narrowed, customerName, ownerName })}
              slow={slow}
              costs={costs}
              imported={imported === true}
              stock={stock}
              values={costs && reads}
              empty={t(slow ? 'analysis.noneSlow' : 'analysis.noneSold')}
            />
          </div>
        )}
      </Loaded>
    </div>
  );
}
