import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { typeOfMime, type StoredFileRow } from '@xinhang/shared/file-store.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { bytesText } from '@xinhang/shared/bytes.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';

/** One file: what it is, what it hangs on, and its bytes. */
export function StoredFileDrawer({
  row,
  onClose,
}: {
  row: StoredFileRow | null;
  onClose: () => void;
}) {
  const { t } = useText();
  return (
    <Drawer
      open={row !== null}
      size={480}
      title={t('files.details')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      {row && <Content row={row} onGo={onClose} />}
    </Drawer>
  );
}

function Content({ row, onGo }: { row: StoredFileRow; onGo: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const facts: [string, string][] = [
    [t('files.name'), row.name],
    [t('files.type'), t(`fileType.${typeOfMime(row.mime)}`)],
    [t('files.size'), bytesText(row.size)],
    [t('files.customer'), row.customer.name],
    [t('files.owner'), t(wordKey('fileOwner', row.owner, 'fileOwner.other'))],
    [t('files.by'), row.by.name],
    [t('files.at'), dates.time(row.at)],
    ['SHA-256', row.sha256],
  ];
  return (
    <div className="stack">
      <div className="line">
        <Button
          type="primary"
          href={urlOf(api.files.download, { params: { id: row.id } })}
          download={row.name}
        >
          {t('job.download')}
        </Button>
        <Button
          onClick={() => {
            onGo();
            void navigate({ to: '/customers/$id', params: { id: String(row.customer.id) } });
          }}
        >
          {t('files.openCustomer')}
        </Button>
      </div>
      <FactList facts={facts} />
    </div>
  );
}
