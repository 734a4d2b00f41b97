/** What other business areas may use of the system. */
export { filesByRow, setFiles } from './files.ts';
