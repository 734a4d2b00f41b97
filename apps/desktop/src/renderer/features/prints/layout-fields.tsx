import { printKinds, type PrintKindName } from '@xinhang/shared/print-kinds.ts';
import { printPapers } from '@xinhang/shared/print-templates.ts';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { MoveButtons } from '../../ui/move-buttons.tsx';

const switches = ['carbon', 'prices', 'subtotals', 'capitals', 'counts'] as const;

/** What a template says: paper, title, fields, columns, copies, who signs. */
export function LayoutFields({ kind }: { kind: PrintKindName }) {
  const { t, language } = useText();
  const of = printKinds[kind];
  const words = (label: string, name: string, most: number) => (
    <Form.Item name={['layout', name]} label={label} extra={t('prints.wordsWhy')}>
      <Select mode="tags" maxCount={most} tokenSeparators={[',', '，', '、']} open={false} />
    </Form.Item>
  );
  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name={['layout', 'paper']} label={t('prints.paper')}>
        <Select
          options={printPapers.map((value) => ({ value, label: t(`prints.paper.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={['layout', 'title']} label={t('prints.heading')} rules={required}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={['layout', 'subtitle']}
        label={t('prints.subtitle')}
        extra={t('prints.subtitleWhy')}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['layout', 'fontSize']} label={t('prints.fontSize')}>
        <InputNumber min={7} max={14} precision={0} />
      </Form.Item>
      {words(t('prints.copies'), 'copies', 6)}
      <Form.Item name={['layout', 'head']} label={t('prints.head')}>
        <Select
          mode="multiple"
          options={of.head.map(({ key, words: name }) => ({ value: key, label: name[language] }))}
        />
      </Form.Item>
      <ColumnLines kind={kind} />
      {words(t('prints.foot'), 'foot', 8)}
      <Form.Item name={['layout', 'note']} label={t('prints.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
      {switches.map((name) => (
        <Form.Item
          key={name}
          // What is about amounts has no paper without them.
          hidden={name === 'prices' && of.money === true}
          name={['layout', name]}
          label={t(`prints.${name}`)}
          valuePropName="checked"
          extra={name === 'carbon' ? t('prints.carbonWhy') : undefined}
        >
          <Switch size="small" />
        </Form.Item>
      ))}
    </>
  );
}

/** Columns in their order, each with a title of its own if need be, and its width. */
function ColumnLines({ kind }: { kind: PrintKindName }) {
  const { t, language } = useText();
  const known = printKinds[kind].columns;
  const nameOf = (key: string) => known.find((one) => one.key === key)?.words[language] ?? key;
  const form = Form.useFormInstance();
  const held = (Form.useWatch(['layout', 'columns'], form) ?? []) as { key: string }[];
  const missing = known.filter(({ key }) => !held.some((one) => one.key === key));
  return (
    <Form.Item label={t('prints.columns')}>
      <Form.List name={['layout', 'columns']}>
        {(fields, { add, remove, move }) => (
          <div className="template-lines">
            {fields.map(({ key: line, name }, at) => {
              const label = nameOf(held[at]?.key ?? '');
              return (
                <div className="line" key={line}>
                  <span className="template-key">{label}</span>
                  <Form.Item name={[name, 'key']} hidden>
                    <Input />
                  </Form.Item>
                  <Form.Item name={[name, 'title']} noStyle>
                    <Input
                      maxLength={20}
                      placeholder={label}
                      aria-label={`${t('prints.columnTitle')} ${label}`}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'width']} noStyle>
                    <InputNumber
                      min={4}
                      max={100}
                      precision={0}
                      aria-label={`${t('prints.columnWidth')} ${label}`}
                    />
                  </Form.Item>
                  <MoveButtons
                    name={label}
                    at={at}
                    of={fields.length}
                    onMove={(by) => move(at, at + by)}
                  />
                  <Button
                    size="small"
                    disabled={fields.length === 1}
                    aria-label={`${t('prints.drop')} ${label}`}
                    onClick={() => remove(name)}
                  >
                    ×
                  </Button>
                </div>
              );
            })}
            {missing.length > 0 && (
              <Select
                aria-label={t('prints.addColumn')}
                placeholder={t('prints.addColumn')}
                value={null}
                options={missing.map(({ key }) => ({ value: key, label: nameOf(key) }))}
                onChange={(key: string) => {
                  const width = known.find((one) => one.key === key)?.width;
                  add({ key, title: '', width });
                }}
              />
            )}
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
