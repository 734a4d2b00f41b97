/** What other business areas may use of the knowledge of the company. */
export { articlesUsed, nameArticles } from './uses.ts';
