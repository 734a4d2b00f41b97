import { api } from '@xinhang/shared/contract/api.ts';
import { priceScopes } from '@xinhang/shared/price-resolver.ts';
import { priceRuleStates, type PriceRule } from '@xinhang/shared/prices.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { LevelsButton } from './level-drawer.tsx';
import { usePriceColumns } from './price-columns.tsx';
import type { PriceSearch } from './price-search.ts';
import { RuleDetail } from './rule-detail.tsx';
import { RuleDrawer } from './rule-drawer.tsx';

const PAGE_SIZE = 100;

/** Every price that the person may see, newest first. */
export function PriceList({ search: { new: creating, ...search } }: { search: PriceSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = usePriceColumns();
  const mayEdit = useMay('prices.update');
  const levels = useEndpoint(api.prices.listLevels, {});
  const [opened, setOpened] = useState<PriceRule | null>(null);
  const { scope, ...asked } = search;
  const query = {
    ...asked,
    ...(scope && { scope: [scope] }),
    state: search.state ?? ('released' as const),
    limit: PAGE_SIZE,
  };
  const show = (next: PriceSearch) => void navigate({ to: '/prices', search: next });
  const change = (part: Partial<PriceSearch>) => show({ ...search, ...part });
  const filters = Object.entries(search).filter(([, value]) => value !== undefined).length;
  const create = () => show({ ...search, new: true });
  useShortcut({ key: 'n', alt: true }, mayEdit ? create : null);
  const newButton = <NewButton may={mayEdit} label={t('price.new')} onNew={create} />;
  return (
    <>
      <ListPage<PriceRule>
        label={t('menu.prices')}
        page="prices"
        queryKey={keyOf(api.prices.listRules, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.prices.listRules, {
            query: { ...query, ...(cursor ? { cursor } : { count: true }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) => setOpened(row)}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('product.find')}
              width={220}
              onFind={(q) => change({ q })}
            />
            <Select<(typeof priceScopes)[number] | null>
              allowClear
              style={{ width: 120 }}
              aria-label={t('price.whom')}
              placeholder={t('price.whom')}
              value={scope ?? null}
              options={priceScopes.map((value) => ({ value, label: t(`price.scope.${value}`) }))}
              onChange={(chosen) => change({ scope: chosen ?? undefined })}
            />
            <Select<number | null>
              allowClear
              style={{ width: 130 }}
              aria-label={t('price.level')}
              placeholder={t('price.level')}
              value={search.levelId ?? null}
              options={(levels.data?.rows ?? []).map(({ id, name }) => ({
                value: id,
                label: name,
              }))}
              onChange={(levelId) => change({ levelId: levelId ?? undefined })}
            />
            <Select<(typeof priceRuleStates)[number]>
              style={{ width: 110 }}
              aria-label={t('price.state')}
              value={query.state}
              options={priceRuleStates.map((value) => ({
                value,
                label: t(`price.state.${value}`),
              }))}
              onChange={(state) => change({ state: state === 'released' ? undefined : state })}
            />
            {filters > 0 && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {mayEdit && <LevelsButton />}
            {newButton}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filters > 0 ? 'price.emptyFiltered' : 'price.empty')}</span>
            <div>
              {filters > 0 ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                newButton
              )}
            </div>
          </div>
        }
      />
      <RuleDrawer open={creating === true && mayEdit} onClose={() => show(search)} rule={null} />
      <RuleDetail rule={opened} onClose={() => setOpened(null)} />
    </>
  );
}
