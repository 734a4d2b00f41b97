import { api } from '@xinhang/shared/contract/api.ts';
import { useRouter } from '@tanstack/react-router';
import { Modal, Typography, theme } from 'antd';
import { Command } from 'cmdk';
import { useEffect, useState, type CSSProperties } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { LoadError } from '../ui/load-error.tsx';
import { composing } from '../ui/keys.ts';
import { useDebounced } from '../ui/use-debounced.ts';

const WAIT_MS = 150;

export function SearchPalette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Modal open={open} onCancel={onClose} footer={null} closable={false} destroyOnHidden>
      <Palette onClose={onClose} />
    </Modal>
  );
}

function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { token } = theme.useToken();
  const router = useRouter();
  const [text, setText] = useState('');
  const q = useDebounced(text.trim(), WAIT_MS);
  const found = useEndpoint(api.home.search, { query: { q } }, { enabled: q !== '', keep: true });
  const hits = q === '' ? [] : (found.data?.hits ?? []);
  // What is listed belongs to what is typed; an Enter before that waits for it.
  const settled = q === text.trim() && !found.isFetching;
  const [wanted, setWanted] = useState(false);
  const open = (route: string) => {
    onClose();
    router.history.push(route);
  };
  const first = hits[0]?.route;
  useEffect(() => {
    if (!wanted || !settled) return;
    setWanted(false);
    if (first !== undefined) open(first);
    // oxlint-disable-next-line react/exhaustive-deps -- opens once what was wanted has come
  }, [wanted, settled, first]);

  return (
    <Command
      className="palette"
      shouldFilter={false}
      label={t('search.open')}
      style={{ '--hover': token.controlItemBgActive } as CSSProperties}
      onKeyDownCapture={(event) => {
        if (composing(event)) event.stopPropagation();
        // There is nothing else to go to.
        else if (event.key === 'Tab') event.preventDefault();
        else if (event.key === 'Enter' && !settled) {
          event.preventDefault();
          event.stopPropagation();
          setWanted(true);
        }
      }}
    >
      <Command.Input
        autoFocus
        value={text}
        onValueChange={(next) => {
          setText(next);
          setWanted(false);
        }}
        placeholder={t('search.placeholder')}
      />
      <Command.List>
        {q === '' && <Typography.Text type="secondary">{t('search.hint')}</Typography.Text>}
        {q !== '' && found.isSuccess && !found.isPlaceholderData && hits.length === 0 && (
          <Typography.Text type="secondary">{t('search.empty', { q })}</Typography.Text>
        )}
        {q !== '' && found.error && (
          <LoadError error={found.error} retry={() => void found.refetch()} />
        )}
        {hits.map((hit) => (
          <Command.Item
            key={`${hit.source}-${hit.id}`}
            value={`${hit.source}-${hit.id}`}
            onSelect={() => open(hit.route)}
          >
            <span>{hit.title}</span>
            <Typography.Text type="secondary">{hit.subtitle}</Typography.Text>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
