/** What other business areas may use of purchasing. */
export { moveReceivedInvoiced } from '@xinhang/db/repositories/receipt-notes.ts';
export { returnBeyondInvoices } from '@xinhang/db/repositories/purchase-returns.ts';
export { supplierById } from '@xinhang/db/repositories/suppliers.ts';
export { addPrice, notePrice } from './supplier-prices.ts';
export { createOrder as addPurchaseOrder } from './orders/drafts.ts';
export {
  confirmOrder as confirmPurchaseOrder,
  voidOrder as voidPurchaseOrder,
} from './orders/progress.ts';
export { purchaseOrderById } from '@xinhang/db/repositories/purchase-orders.ts';
export { confirmNote as confirmReceiptNote } from './receipt-notes/confirm.ts';
export { createNote as addReceiptNote } from './receipt-notes/drafts.ts';
export { confirmReturn as confirmPurchaseReturn } from './returns/confirm.ts';
export { createRequest as addPurchaseRequest } from './requests/drafts.ts';
export { approveAtOnce as approvePurchaseRequest } from './requests/progress.ts';
export { createReturn as addPurchaseReturn } from './returns/drafts.ts';
export { addSupplier, changeSupplier, needSupplier } from './suppliers.ts';
export { putSupplierPrice, takeBackSupplierPrice, type SupplierPricePut } from './put-price.ts';
export { similarSupplier } from './similar.ts';
export {
  contactsOfSuppliers,
  supplierByCode,
  supplierByName,
} from '@xinhang/db/repositories/suppliers.ts';
