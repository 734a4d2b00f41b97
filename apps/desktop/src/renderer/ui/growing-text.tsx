import { Input, type GetProps, type GetRef } from 'antd';
import type { Ref } from 'react';

type TextAreaProps = Omit<GetProps<typeof Input.TextArea>, 'autoSize' | 'rows'>;

/**
 * A text box as high as its text, between `minRows` and `maxRows` lines. The browser sizes it
 * (`field-sizing`), because antd's own `autoSize` measures with a style attribute, which the
 * page's policy refuses.
 */
export function GrowingText({
  minRows = 2,
  maxRows = 10,
  className = '',
  ref,
  ...props
}: TextAreaProps & {
  minRows?: number;
  maxRows?: number;
  ref?: Ref<GetRef<typeof Input.TextArea>>;
}) {
  return (
    <Input.TextArea
      {...props}
      ref={ref}
      className={`growing-text ${className}`}
      style={{ minHeight: `calc(${minRows}lh + 10px)`, maxHeight: `calc(${maxRows}lh + 10px)` }}
    />
  );
}
