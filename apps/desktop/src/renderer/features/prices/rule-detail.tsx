import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceRule } from '@xinhang/shared/prices.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { MarketTable } from './market-table.tsx';
import { shownPrice, usePriceWords } from './price-words.ts';
import { RuleDrawer } from './rule-drawer.tsx';

/** A price as it stands, and what can be done with it: a draft is released, a released one ended. */
export function RuleDetail({ rule, onClose }: { rule: PriceRule | null; onClose: () => void }) {
  const { t } = useText();
  const words = usePriceWords();
  return (
    <Drawer
      open={rule !== null}
      title={rule ? words.what(rule) : ''}
      onClose={onClose}
      destroyOnHidden
      size={560}
    >
      {rule && <Content rule={rule} onClose={onClose} label={t('price.state')} />}
    </Drawer>
  );
}

function Content({
  rule,
  onClose,
  label,
}: {
  rule: PriceRule;
  onClose: () => void;
  label: string;
}) {
  const { t } = useText();
  const words = usePriceWords();
  const dates = useDates();
  const problem = useProblemText();
  const { modal } = App.useApp();
  const mayEdit = useMay('prices.update');
  const [editing, setEditing] = useState(false);
  const release = useCommand(api.prices.releaseRule, { onDone: onClose });
  const end = useCommand(api.prices.endRule, { onDone: onClose });
  const remove = useCommand(api.prices.removeRule, { onDone: onClose });
  const error = release.error ?? end.error ?? remove.error;
  const to = { params: { id: rule.id }, body: { version: rule.version } };
  const ask = (title: string, okText: string, onOk: () => void) =>
    void modal.confirm({ title, okText, cancelText: t('common.cancel'), onOk });
  return (
    <div className="stack">
      <FactList
        facts={[
          [t('product.code'), rule.product?.code ?? ''],
          [
            t('price.whom'),
            `${t(`price.scope.${rule.scope}`)} ${rule.scope === 'all' ? '' : words.whom(rule)}`,
          ],
          [t('price.price'), words.says(rule)],
          [t('product.unit'), rule.unit?.name ?? ''],
          [t('price.basis'), rule.priceE4 === null ? '' : t(`price.basis.${rule.basis}`)],
          [t('price.qtyFrom'), words.from(rule)],
          [t('price.floor'), shownPrice(rule.floorE4)],
          [t('price.ceiling'), shownPrice(rule.ceilingE4)],
          [t('price.dates'), words.dates(rule)],
          [label, t(`price.state.${rule.state}`)],
          [t('product.note'), rule.note],
          [t('price.by'), rule.createdBy?.name ?? ''],
          [t('price.releasedAt'), rule.releasedAt === null ? '' : dates.dayOf(rule.releasedAt)],
        ]}
      />
      {rule.product && rule.unit && (
        <Section title={t('menu.marketPrices')}>
          <MarketTable productId={rule.product.id} unitId={rule.unit.id} />
        </Section>
      )}
      {error && <Alert type="error" showIcon role="alert" title={problem(error)} />}
      <div className="line">
        {rule.product && (
          <Link to="/products/$id" params={{ id: String(rule.product.id) }}>
            {t('price.toProduct')}
          </Link>
        )}
        <span className="spring" />
        {mayEdit && rule.state === 'draft' && (
          <>
            <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
            <Button
              danger
              loading={remove.isPending}
              onClick={() =>
                ask(t('price.removeAsk'), t('common.remove'), () =>
                  remove.mutate({ params: { id: rule.id } }),
                )
              }
            >
              {t('common.remove')}
            </Button>
            <Button type="primary" loading={release.isPending} onClick={() => release.mutate(to)}>
              {t('price.release')}
            </Button>
          </>
        )}
        {mayEdit && rule.state === 'released' && (
          <Button
            loading={end.isPending}
            onClick={() => ask(t('price.endAsk'), t('price.end'), () => end.mutate(to))}
          >
            {t('price.end')}
          </Button>
        )}
      </div>
      <RuleDrawer open={editing} rule={rule} onClose={onClose} />
    </div>
  );
}
