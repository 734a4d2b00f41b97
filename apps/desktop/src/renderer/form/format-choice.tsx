import { exportFormats, type ExportFormat } from '@xinhang/shared/export-formats.ts';
import { Radio } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props {
  value: ExportFormat;
  onChange: (format: ExportFormat) => void;
}

/** Which kind of file a list is exported as. */
export function FormatChoice({ value, onChange }: Props) {
  const { t } = useText();
  return (
    <Radio.Group
      value={value}
      options={exportFormats.map((format) => ({
        value: format,
        label: t(`exportFormat.${format}`),
      }))}
      onChange={(event) => onChange(event.target.value as ExportFormat)}
    />
  );
}
