import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { MOST_IMAGES, type Product } from '@xinhang/shared/products.ts';
import { App, Button, Image } from 'antd';
import { useRef, useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import './products.css';

/** Pictures of a product: looked at large, added from files, taken off. */
export function ProductImages({ product }: { product: Product }) {
  const { t } = useText();
  const words = useProblemText();
  const { message, modal } = App.useApp();
  const mayEdit = useMay('products.update');
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const remove = useCommand(api.products.removeImage);
  const add = async (files: readonly File[]) => {
    setSending(true);
    try {
      for (const file of files) {
        const to = { params: { id: product.id }, query: { name: file.name } };
        const { signal } = new AbortController();
        const url = urlOf(api.products.addImage, to);
        await sendFile({ url, file, signal, onProgress: () => undefined });
      }
    } catch (error) {
      void message.error(words(error as Error));
    } finally {
      setSending(false);
      void queryClient.invalidateQueries();
    }
  };
  const ask = (id: number, name: string) =>
    void modal.confirm({
      title: t('product.removeImageAsk', { name }),
      okText: t('common.remove'),
      cancelText: t('common.cancel'),
      onOk: () => remove.mutate({ params: { id } }),
    });
  return (
    <Section
      title={t('product.images')}
      extra={
        mayEdit && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            loading={sending}
            disabled={product.images.length >= MOST_IMAGES}
            onClick={() => input.current?.click()}
          >
            {t('product.addImage')}
          </Button>
        )
      }
    >
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('product.addImage')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void add(files);
        }}
      />
      {product.images.length === 0 ? (
        <span className="soft">{t('product.noImages')}</span>
      ) : (
        <div className="product-images">
          <Image.PreviewGroup>
            {product.images.map(({ id, name }) => (
              <figure key={id}>
                <Image
                  width={120}
                  height={120}
                  alt={name}
                  src={urlOf(api.products.downloadImage, { params: { id } })}
                />
                {mayEdit && (
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`${t('common.remove')} ${name}`}
                    onClick={() => ask(id, name)}
                  />
                )}
              </figure>
            ))}
          </Image.PreviewGroup>
        </div>
      )}
    </Section>
  );
}
