import {
  BoldOutlined,
  CodeOutlined,
  ItalicOutlined,
  LineOutlined,
  LinkOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { isSafeLink, type RichDoc } from '@xinhang/shared/rich-text.ts';
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { App, Button, Input, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { pastedFiles } from '../../app/upload.ts';
import { useText } from '../../i18n/i18n.ts';
import { sendArticleFile } from './file-url.ts';
import { StoredImage } from './stored-image.ts';

interface Props {
  value: RichDoc;
  label: string;
  placeholder: string;
  onChange: (doc: RichDoc) => void;
}

const isPicture = (file: File) => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

/** Sends pictures, and puts each where the cursor is. */
async function insertPictures(
  editor: Editor,
  files: readonly File[],
  onError: (error: unknown) => void,
): Promise<void> {
  for (const file of files) {
    try {
      const { id, name } = await sendArticleFile(file, new AbortController().signal);
      const image = { type: 'image', attrs: { fileId: id, alt: name } };
      editor.chain().focus().insertContent(image).run();
    } catch (error) {
      onError(error);
    }
  }
}

/** Writes formatted text; loaded when somebody does. */
export function RichEditor({ value, label, placeholder, onChange }: Props) {
  const words = useRefusalText();
  const { message } = App.useApp();
  const [empty, setEmpty] = useState(value.content.length === 0);
  const made = useRef<Editor | null>(null);
  const insert = (files: readonly File[]) => {
    if (made.current) {
      void insertPictures(made.current, files, (error) => void message.error(words(error)));
    }
  };
  const editor = useEditor({
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: { openOnClick: false, autolink: true, isAllowedUri: (url) => isSafeLink(url) },
      }),
      StoredImage,
    ],
    content: value,
    editorProps: {
      attributes: {
        class: 'rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
      },
      handlePaste: (_view, event) => {
        const files = event.clipboardData ? pastedFiles(event.clipboardData).filter(isPicture) : [];
        if (files.length > 0) insert(files);
        return files.length > 0;
      },
      handleDrop: (_view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])].filter(isPicture);
        if (files.length > 0) insert(files);
        return files.length > 0;
      },
    },
    onCreate: ({ editor: now }) => {
      made.current = now;
    },
    onUpdate: ({ editor: now }) => {
      setEmpty(now.isEmpty);
      onChange(now.getJSON() as RichDoc);
    },
  });
  return (
    <div className="rich-editor">
      <Toolbar editor={editor} onPictures={insert} />
      <div className="rich-editor-text">
        {empty && <div className="rich-editor-hint soft">{placeholder}</div>}
        <EditorContent editor={editor} />
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: ReactNode;
  pressed?: boolean;
  disabled?: boolean;
  onAct: () => void;
}

function Tool({ label, icon, pressed, disabled = false, onAct }: ToolProps) {
  return (
    <Button
      size="small"
      type="text"
      className="chip"
      title={label}
      aria-label={label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      disabled={disabled}
      // The selection stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onAct}
    >
      {icon}
    </Button>
  );
}

interface ToolbarProps {
  editor: Editor;
  onPictures: (files: readonly File[]) => void;
}

function Toolbar({ editor, onPictures }: ToolbarProps) {
  const { t } = useText();
  const [linking, setLinking] = useState(false);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      heading: now.isActive('heading', { level: 2 }),
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      strike: now.isActive('strike'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      code: now.isActive('codeBlock'),
      link: now.isActive('link'),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  const chain = () => editor.chain().focus();
  const marks = [
    ['heading', <strong key="h">H</strong>, () => chain().toggleHeading({ level: 2 }).run()],
    ['bold', <BoldOutlined key="b" />, () => chain().toggleBold().run()],
    ['italic', <ItalicOutlined key="i" />, () => chain().toggleItalic().run()],
    ['underline', <UnderlineOutlined key="u" />, () => chain().toggleUnderline().run()],
    ['strike', <StrikethroughOutlined key="s" />, () => chain().toggleStrike().run()],
    ['bullets', <UnorderedListOutlined key="l" />, () => chain().toggleBulletList().run()],
    ['numbers', <OrderedListOutlined key="n" />, () => chain().toggleOrderedList().run()],
    ['quote', <span key="q">“</span>, () => chain().toggleBlockquote().run()],
    ['code', <CodeOutlined key="c" />, () => chain().toggleCodeBlock().run()],
    ['link', <LinkOutlined key="a" />, () => setLinking(true)],
  ] as const;
  return (
    <div className="line rich-editor-tools" role="toolbar" aria-label={t('editor.toolbar')}>
      {marks.map(([name, icon, act]) => (
        <Tool
          key={name}
          label={t(`editor.${name}`)}
          icon={icon}
          pressed={on[name]}
          onAct={() => void act()}
        />
      ))}
      <PictureTool onPictures={onPictures} />
      <Tool
        label={t('editor.rule')}
        icon={<LineOutlined />}
        onAct={() => void chain().setHorizontalRule().run()}
      />
      <Tool
        label={t('editor.undo')}
        icon={<UndoOutlined />}
        disabled={!on.undo}
        onAct={() => void chain().undo().run()}
      />
      <Tool
        label={t('editor.redo')}
        icon={<RedoOutlined />}
        disabled={!on.redo}
        onAct={() => void chain().redo().run()}
      />
      <LinkDialog editor={editor} open={linking} onClose={() => setLinking(false)} />
    </div>
  );
}

function PictureTool({ onPictures }: Pick<ToolbarProps, 'onPictures'>) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool
        label={t('editor.image')}
        icon={<PictureOutlined />}
        onAct={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/gif,image/webp"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          onPictures(files);
        }}
      />
    </>
  );
}

function LinkDialog({
  editor,
  open,
  onClose,
}: {
  editor: Editor;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useText();
  return (
    <Modal open={open} title={t('editor.link')} footer={null} onCancel={onClose} destroyOnHidden>
      <LinkField editor={editor} onClose={onClose} />
    </Modal>
  );
}

function LinkField({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useText();
  const [href, setHref] = useState(() => String(editor.getAttributes('link')['href'] ?? ''));
  const wrong = href.trim() !== '' && !isSafeLink(href.trim());
  const save = () => {
    if (wrong) return;
    const link = editor.chain().focus().extendMarkRange('link');
    if (href.trim() === '') link.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive('link')) {
      const marks = [{ type: 'link', attrs: { href: href.trim() } }];
      link.insertContent({ type: 'text', text: href.trim(), marks }).run();
    } else link.setLink({ href: href.trim() }).run();
    onClose();
  };
  return (
    <div className="stack">
      <label className="stack">
        {t('editor.linkAsk')}
        <Input
          autoFocus
          maxLength={1000}
          value={href}
          status={wrong ? 'error' : ''}
          onChange={(event) => setHref(event.target.value)}
          onPressEnter={save}
        />
      </label>
      {wrong && <span className="danger">{t('editor.linkWrong')}</span>}
      <div className="line dialog-buttons">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="primary" disabled={wrong} onClick={save}>
          {t('common.save')}
        </Button>
      </div>
    </div>
  );
}
