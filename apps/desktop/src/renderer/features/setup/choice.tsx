import { Radio } from 'antd';

/** One of a few ways, each with what it means for the company. */
export function Choice<Value extends string>(props: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; why: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Radio.Group
      aria-label={props.label}
      className="setup-choice"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as Value)}
    >
      {props.options.map(({ value, label, why }) => (
        <Radio key={value} value={value}>
          <b>{label}</b>
          <div className="soft">{why}</div>
        </Radio>
      ))}
    </Radio.Group>
  );
}
