import { PlusOutlined } from '@ant-design/icons';
import { salesModels } from '@xinhang/shared/company.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Dept } from '@xinhang/shared/depts.ts';
import type { SalesModel } from '@xinhang/shared/sales-models.ts';
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** Departments that sell otherwise than the company; each choice is saved as it is made. */
export function ModelDepts({ company }: { company: SalesModel }) {
  const { t } = useText();
  const found = useEndpoint(api.org.listDepts, {});
  return (
    <Loaded found={found}>
      {({ rows }) => (
        <section className="stack" aria-label={t('setup.modelDepts')}>
          {company !== 'dev' && (
            <Develops dept={rows.find((dept) => dept.parentId === null)!} rows={rows} />
          )}
          <h3>{t('setup.modelDepts')}</h3>
          <p className="soft">{t('setup.modelDeptsWhy')}</p>
          {rows
            .filter((dept) => dept.parentId !== null && !dept.closed)
            .map((dept) => (
              <Line key={dept.id} dept={dept} company={company} rows={rows} />
            ))}
          <NewDept parentId={rows.find((dept) => dept.parentId === null)!.id} />
        </section>
      )}
    </Loaded>
  );
}

function useModels() {
  const { t } = useText();
  const own = salesModels.map((value) => ({ value, label: t(`model.${value}`) }));
  return [{ value: '' as const, label: t('dept.inherit') }, ...own];
}

/** The model that applies while only the company's is being chosen. */
function modelOf(dept: Dept, rows: readonly Dept[], company: SalesModel): SalesModel {
  if (dept.salesModel !== null) return dept.salesModel;
  const above = rows.find(({ id }) => id === dept.parentId);
  return above && above.parentId !== null ? modelOf(above, rows, company) : company;
}

/** Whether it develops new customers: it says so itself, or the nearest above that says anything. */
function develops(dept: Dept, rows: readonly Dept[]): boolean {
  if (dept.development !== null) return dept.development;
  const above = rows.find(({ id }) => id === dept.parentId);
  return above !== undefined && develops(above, rows);
}

/** How far below the company it stands; those right below it are at 0. */
function depthOf(dept: Dept, rows: readonly Dept[]): number {
  const above = rows.find(({ id }) => id === dept.parentId);
  return above && above.parentId !== null ? depthOf(above, rows) + 1 : 0;
}

function Line(props: { dept: Dept; company: SalesModel; rows: readonly Dept[] }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { dept, company, rows } = props;
  const update = useCommand(api.org.updateDept);
  const set = (salesModel: SalesModel | null) =>
    update.mutate({ params: { id: dept.id }, body: { version: dept.version, salesModel } });
  const model = modelOf(dept, rows, company);
  return (
    <>
      <div className="setup-dept">
        <span style={{ paddingInlineStart: depthOf(dept, rows) * 16 }}>{dept.name}</span>
        <Select<SalesModel | ''>
          aria-label={`${t('dept.salesModel')} ${dept.name}`}
          value={dept.salesModel ?? ''}
          options={useModels()}
          loading={update.isPending}
          onChange={(value) => set(value === '' ? null : value)}
        />
        {model !== 'dev' && <Develops dept={dept} rows={rows} />}
      </div>
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
    </>
  );
}

/** Development beside the model (S70), of a department or of the company. */
function Develops({ dept, rows }: { dept: Dept; rows: readonly Dept[] }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const update = useCommand(api.org.updateDept);
  const inherited = develops({ ...dept, development: null }, rows);
  const turn = (on: boolean) =>
    update.mutate({
      params: { id: dept.id },
      // The same as above says is not said, and goes on following it.
      body: { version: dept.version, development: on === inherited ? null : on },
    });
  return (
    <>
      <Checkbox
        checked={develops(dept, rows)}
        disabled={update.isPending}
        onChange={({ target }) => turn(target.checked)}
      >
        {t('dept.developmentShort')}
      </Checkbox>
      {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
    </>
  );
}

function NewDept({ parentId }: { parentId: number }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const [name, setName] = useState('');
  const [model, setModel] = useState<SalesModel | ''>('');
  const create = useCommand(api.org.createDept, { onDone: () => setName('') });
  const add = () =>
    create.mutate({
      body: {
        name: name.trim(),
        type: 'dept',
        parentId,
        ...(model !== '' && { salesModel: model }),
      },
    });
  return (
    <>
      <div className="setup-dept">
        <Input
          aria-label={t('dept.name')}
          placeholder={t('setup.newDept')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() !== '' && add()}
        />
        <Select<SalesModel | ''>
          aria-label={`${t('dept.salesModel')} ${t('setup.newDept')}`}
          value={model}
          options={useModels()}
          onChange={setModel}
        />
        <Button
          icon={<PlusOutlined />}
          disabled={name.trim() === ''}
          loading={create.isPending}
          onClick={add}
        >
          {t('setup.addDept')}
        </Button>
      </div>
      {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
    </>
  );
}
