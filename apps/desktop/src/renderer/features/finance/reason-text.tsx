import { GrowingText } from '../../ui/growing-text.tsx';

interface Props {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
}

/** The reason that is kept with what a dialog of fapiao does. */
export function ReasonText({ label, placeholder, value, onChange }: Props) {
  return (
    <label className="stack">
      {label}
      <GrowingText
        minRows={1}
        maxRows={4}
        maxLength={200}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
