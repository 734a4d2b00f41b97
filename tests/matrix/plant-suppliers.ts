import type { Hands } from './plant-customers.ts';

/** What the supplier asks for one, in 1/10,000 yuan: shown to whom cost is shown. */
export const ASKED_E4 = 98_760_000;

/** A supplier with a contact, kept by the boss, and what he asks for the product. */
export async function plantSuppliers({ plant, boss }: Hands, productId: number) {
  const { id } = await plant(boss, 'POST', '/suppliers', {
    name: '矩阵供应商',
    contacts: [{ name: '矩阵', phone: '13900000001' }],
  });
  const price = await plant(boss, 'POST', '/supplier-prices', {
    supplierId: id,
    productId,
    priceE4: ASKED_E4,
  });
  return { id, priceId: price.id };
}
