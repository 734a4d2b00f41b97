import { DownOutlined, RightOutlined } from '@ant-design/icons';
import type { DeskBlock } from '@xinhang/shared/activities.ts';
import { Button } from 'antd';
import { z } from 'zod';
import { usePreference } from '../../app/preferences.ts';
import { useText } from '../../i18n/i18n.ts';
import { SmallBlock } from './small-block.tsx';

interface Props {
  blocks: readonly DeskBlock[];
  whose: 'mine' | 'team';
}

/** Blocks that the department put away: how much is in them, and all of them on one click. */
export function Folded({ blocks, whose }: Props) {
  const { t } = useText();
  const [open, setOpen] = usePreference('desk.folded', z.boolean(), false);
  if (blocks.length === 0) return null;
  const count = blocks.reduce((all, block) => all + block.count, 0);
  return (
    <>
      <div>
        <Button
          type="text"
          size="small"
          icon={open ? <DownOutlined /> : <RightOutlined />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('desk.folded', { n: blocks.length, count })}
        </Button>
      </div>
      {open && blocks.map((block) => <SmallBlock key={block.kind} block={block} whose={whose} />)}
    </>
  );
}
