import { ClockCircleOutlined } from '@ant-design/icons';
import type { DeskKind } from '@xinhang/shared/desk-kinds.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useLater } from '../../shell/use-later.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';

interface Props {
  kind: DeskKind;
  /** As `snoozeId` of the line. */
  id: number;
  /** What the line is about, for those who do not see it. */
  name: string;
  tabIndex?: number;
  /** Says its name instead of showing a clock alone. */
  spelled?: boolean;
}

/** Puts a line off: it comes back by itself. */
export function Snooze({ kind, id, name, tabIndex = 0, spelled = false }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const later = useLater();
  const set = useCommand(api.snoozes.set);
  const putOff = (until: number) =>
    set.mutate(
      { body: { kind, id, until } },
      { onError: (error) => void message.error(words(error)) },
    );
  const items = later().map(({ key, label, at }) => ({ key, label, onClick: () => putOff(at) }));
  return (
    <DropMenu menu={{ items }}>
      <Button
        size="small"
        type="text"
        tabIndex={tabIndex}
        loading={set.isPending}
        title={t('desk.snooze')}
        aria-label={`${t('desk.snooze')} ${name}`}
        {...(!spelled && { icon: <ClockCircleOutlined /> })}
      >
        {spelled && t('desk.snooze')}
      </Button>
    </DropMenu>
  );
}

/** How many lines of a block are put off, and the way to bring them back. */
export function Asleep({ kind, n }: { kind: DeskKind; n: number }) {
  const { t } = useText();
  const wake = useCommand(api.snoozes.wake);
  if (n === 0) return null;
  return (
    <Button
      type="link"
      size="small"
      loading={wake.isPending}
      onClick={() => wake.mutate({ body: { kind } })}
    >
      {t('desk.showSnoozed', { n })}
    </Button>
  );
}
