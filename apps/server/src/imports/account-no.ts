/** Foreign number of the customer that an account of the pipeline set became. */
export const accountNo = (account: string): string => `crm-pipeline:${account}`;
