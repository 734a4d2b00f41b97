import { Button, Drawer, Tabs } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { CategoryLines } from './category-lines.tsx';
import { UnitLines } from './unit-lines.tsx';

/** Opens the words that products are described with: categories and units. */
export function WordsButton() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('product.words')}</Button>
      <Drawer open={open} title={t('product.words')} onClose={() => setOpen(false)} destroyOnHidden>
        <Tabs
          items={[
            { key: 'categories', label: t('product.categories'), children: <CategoryLines /> },
            { key: 'units', label: t('product.unitWords'), children: <UnitLines /> },
          ]}
        />
      </Drawer>
    </>
  );
}
