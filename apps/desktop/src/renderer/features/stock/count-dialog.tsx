import { api } from '@xinhang/shared/contract/api.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { PlaceSelect } from '../../form/place-select.tsx';

interface Props {
  open: boolean;
  onClose: () => void;
  onBegun: (doc: StockDocument) => void;
}

/** Begins a count: which place, all of it or one category. */
export function CountDialog({ open, onClose, onBegun }: Props) {
  const { t } = useText();
  return (
    <Modal
      {...beginInField}
      open={open}
      title={t('stock.new.count')}
      footer={null}
      destroyOnHidden
      onCancel={onClose}
    >
      <Content onClose={onClose} onBegun={onBegun} />
    </Modal>
  );
}

function Content({ onClose, onBegun }: Omit<Props, 'open'>) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { company } = useMe();
  const [locationId, setLocationId] = useState<number | null>(null);
  const [categoryId, setCategoryId] = useState<number | null>(null);
  const [fill, setFill] = useState(true);
  const start = useCommand(api.stockDocuments.startCount, { form: true, onDone: onBegun });
  const ready = locationId !== null && !start.isPending;
  const save = () => {
    if (locationId === null || start.isPending) return;
    start.mutate({
      body: { locationId, businessDate: company.today, fill, categoryId: fill ? categoryId : null },
    });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {start.error && <Alert type="error" showIcon role="alert" title={words(start.error)} />}
      <span className="soft">{t('stock.countWhy')}</span>
      <HeadField label={t('stock.countedPlace')}>
        <PlaceSelect
          right="stock.count"
          label={t('stock.countedPlace')}
          value={locationId}
          onChange={setLocationId}
          autoFocus
        />
      </HeadField>
      <Checkbox checked={fill} onChange={(event) => setFill(event.target.checked)}>
        {t('stock.countFill')}
      </Checkbox>
      {fill && (
        <HeadField label={t('product.category')}>
          <CategorySelect
            value={categoryId}
            placeholder={t('stock.allCategories')}
            onChange={setCategoryId}
          />
        </HeadField>
      )}
      <DialogButtons
        okText={t('stock.countBegin')}
        ready={ready}
        saving={start.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
