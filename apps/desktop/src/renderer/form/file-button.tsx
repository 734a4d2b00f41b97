import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { ExportFormat } from '@xinhang/shared/export-formats.ts';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../app/query.ts';
import { FormatChoice } from './format-choice.tsx';
import { JobDialog } from './job-dialog.tsx';
import { useText } from '../i18n/i18n.ts';
import { useRefused } from './use-refused.ts';

type Files =
  | typeof api.receivables.statement
  | typeof api.payables.statement
  | typeof api.payables.export
  | typeof api.receivables.export
  | typeof api.statements.export
  | typeof api.statements.file
  | typeof api.supplierStatements.export
  | typeof api.supplierStatements.file
  | typeof api.payments.export
  | typeof api.bills.exportReceived
  | typeof api.bills.exportIssued
  | typeof api.cashTransfers.export
  | typeof api.cashBook.export
  | typeof api.otherCash.export
  | typeof api.expenseClaims.export
  | typeof api.supplierInvoices.export
  | typeof api.fapiao.export
  | typeof api.priceInquiries.export
  | typeof api.salesOrders.exportDeviations
  | typeof api.productSales.export;

interface Props<E extends Files> {
  label: string;
  endpoint: E;
  /** Everything but format and language. */
  body: Omit<EndpointInput<E>['body'], 'format' | 'lang'>;
}

/** Asks for the kind of file, and waits until it is made. */
export function FileButton<E extends Files>({ label, endpoint, body }: Props<E>) {
  const { language } = useText();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [jobId, setJobId] = useState<number | null>(null);
  const start = useCommand(endpoint as typeof api.payments.export, {
    onDone: (answer) => {
      setOpen(false);
      setJobId(answer.jobId);
    },
  });
  const run = () => start.mutate({ body: { ...body, format, lang: language } }, refused);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Modal
        open={open}
        title={label}
        okText={label}
        okButtonProps={{ loading: start.isPending }}
        onOk={run}
        onCancel={() => setOpen(false)}
      >
        <FormatChoice value={format} onChange={setFormat} />
      </Modal>
      <JobDialog jobId={jobId} title={label} onClose={() => setJobId(null)} />
    </>
  );
}
