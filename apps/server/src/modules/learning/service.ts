/** What other business areas may use of the knowledge of the company. */
export { learnedInReach, trainingOf } from './person-training.ts';
export { trainingScores, type TrainingScore } from './results.ts';
export { articlesUsed, nameArticles } from './uses.ts';
