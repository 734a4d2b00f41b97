import { api } from '@xinhang/shared/contract/api.ts';
import { Drawer, Skeleton } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { BackupDirectory } from '../../form/backup-directory.tsx';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';

/** Another place for the backups from now on. */
export function DirectoryDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={560}
      title={t('backup.directory')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      <Content />
    </Drawer>
  );
}

function Content() {
  const { t } = useText();
  const found = useEndpoint(api.server.places, {});
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  return (
    <div className="stack">
      <span>{t('setup.why.backup')}</span>
      <BackupDirectory places={found.data} />
    </div>
  );
}
