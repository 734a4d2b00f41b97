import { Modal, Typography } from 'antd';
import { useText, type TextKey } from '../i18n/i18n.ts';

const groups: readonly { label: TextKey; keys: readonly (readonly [TextKey, string])[] }[] = [
  {
    label: 'keys.global',
    keys: [
      ['keys.search', 'Ctrl+K'],
      ['keys.logFollowUp', 'Alt+F'],
      ['keys.newRecord', 'Alt+N'],
      ['print.page', 'Ctrl+P'],
      ['keys.thisMap', '?'],
      ['keys.close', 'Esc'],
    ],
  },
  {
    label: 'keys.list',
    keys: [
      ['keys.filter', '/'],
      ['keys.move', '↑ ↓ · k j'],
      ['keys.screen', 'PageUp PageDown'],
      ['keys.ends', 'Home End'],
      ['keys.open', 'Enter'],
      ['keys.selectCells', 'Shift+← ↑ → ↓'],
      ['keys.selectRow', 'Space'],
      ['keys.selectAll', 'Ctrl+A'],
      ['keys.copy', 'Ctrl+C'],
      ['keys.columnWidth', 'Alt+Shift+← →'],
    ],
  },
  {
    label: 'keys.board',
    keys: [
      ['keys.cards', '↑ ↓ ← →'],
      ['keys.moveCard', 'Ctrl+← →'],
      ['keys.cardMenu', 'Tab · Enter'],
    ],
  },
  {
    label: 'keys.record',
    keys: [
      ['keys.nextRecord', 'Alt+↓ Alt+↑ · j k'],
      ['keys.closeRecord', 'Alt+W'],
    ],
  },
  {
    label: 'keys.reviews',
    keys: [
      ['keys.nextRecord', 'j k'],
      ['review.rating', '1 – 5'],
      ['keys.comment', 'c'],
      ['keys.ask', 'a'],
    ],
  },
  {
    label: 'keys.exam',
    keys: [
      ['keys.choose', '1 – 9'],
      ['keys.otherQuestion', '← → · PageUp PageDown'],
      ['exam.submit', 'Ctrl+Enter'],
    ],
  },
  {
    label: 'keys.form',
    keys: [
      ['keys.nextField', 'Enter'],
      ['keys.toLines', 'PageDown'],
      ['keys.save', 'Ctrl+Enter · Ctrl+S'],
      ['keys.date', '+3 · 1123'],
    ],
  },
];

/** Every shortcut there is, shown by `?`. */
export function KeyMap({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('keys.title')} width={640}>
      <div className="key-map">
        {groups.map((group) => (
          <section key={group.label} className="key-group">
            <Typography.Text strong>{t(group.label)}</Typography.Text>
            {group.keys.map(([label, key]) => (
              <div key={label} className="key-line">
                <span>{t(label)}</span>
                <Typography.Text keyboard>{key}</Typography.Text>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}
