/** What other business areas may use of the system. */
export { filesByRow, filesOfCustomer, setFiles } from './files.ts';
