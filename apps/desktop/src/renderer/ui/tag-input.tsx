import { Select } from 'antd';
import type { KeyboardEvent } from 'react';

interface Props {
  id?: string;
  label?: string;
  placeholder?: string;
  value?: readonly string[] | undefined;
  onChange?: (value: string[]) => void;
  /** A space ends a value too, where no value has one. */
  spaced?: boolean;
}

/** Values typed one after the other: Enter or a comma ends one, Backspace takes the last one back. */
export function TagInput({ id, label, value = [], onChange, spaced = false, ...props }: Props) {
  // The list itself hears no Backspace for a quarter of a second after the key that ended a value,
  // and each press begins that quarter anew: whoever is quick could not take a wrong value back.
  const takeBack = (event: KeyboardEvent<HTMLElement>) => {
    const { key, repeat, target, nativeEvent } = event;
    if (key !== 'Backspace' || repeat || nativeEvent.isComposing || value.length === 0) return;
    if (!(target instanceof HTMLInputElement) || target.value !== '') return;
    event.preventDefault();
    event.stopPropagation();
    onChange?.(value.slice(0, -1));
  };
  return (
    <div onKeyDownCapture={takeBack}>
      <Select<string[]>
        {...(id && { id })}
        {...(label && { 'aria-label': label })}
        {...(props.placeholder && { placeholder: props.placeholder })}
        style={{ width: '100%' }}
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={[',', '，', '、', ...(spaced ? [' '] : [])]}
        value={[...value]}
        {...(onChange && { onChange })}
      />
    </div>
  );
}
