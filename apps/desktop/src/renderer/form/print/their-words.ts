import type { PartNumbers } from '@xinhang/shared/customer-products.ts';

interface Goods {
  id: number;
  name: string;
  spec: string;
}

/** What the customer calls goods, for paper; name and specification are ours where there is no other. */
export function theirWords(partNumbers: PartNumbers, product: Goods | null, text: string) {
  const theirs = partNumbers.find((one) => one.productId === product?.id);
  return {
    theirCode: theirs?.code ?? '',
    theirName: theirs?.name || product?.name || text,
    theirSpec: theirs?.spec || product?.spec || '',
  };
}
