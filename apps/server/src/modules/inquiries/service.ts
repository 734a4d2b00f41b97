/** What other business areas may use of price inquiries. */
export { answerInquiry, declineInquiry, priceInquiry } from './answering.ts';
export { askPrices } from './asking.ts';
export { keepInquiryFile } from './files.ts';
