import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  flagParam,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  pageOf,
  pageQuery,
  patchText,
  requiredText,
  version,
} from './contract/fields.ts';
import { storedRichText } from './rich-text.ts';

/** How deep categories stand in categories. */
export const CATEGORY_DEPTH = 4;
export const articleStates = ['draft', 'published', 'retired'] as const;

const category = z.object({
  id,
  version,
  name: z.string(),
  parentId: id.nullable(),
  sort: z.int(),
  /** Published articles in it and below that the reader may open. */
  articles: z.int(),
});
export type Category = z.output<typeof category>;

const listCategories = endpoint({
  method: 'GET',
  path: '/knowledge/categories',
  access: 'session',
  since: 1,
  summary: 'Categories of articles, each after its parent, with what the caller may open',
  response: z.object({ rows: z.array(category) }),
});

const createCategory = endpoint({
  method: 'POST',
  path: '/knowledge/categories',
  access: 'knowledge.publish',
  since: 1,
  summary: 'Add a category',
  body: z.object({
    name: requiredText(40),
    parentId: id.nullable().default(null),
    sort: z.int().min(0).max(9999).default(0),
  }),
  response: category,
  status: 201,
  problems: ['already-exists'],
});

const updateCategory = endpoint({
  method: 'PATCH',
  path: '/knowledge/categories/:id',
  access: 'knowledge.publish',
  since: 1,
  summary: 'Rename, order or move a category with all below it',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    parentId: id.nullable().optional(),
    sort: z.int().min(0).max(9999).optional(),
  }),
  response: category,
  problems: ['version-conflict', 'already-exists'],
});

const removeCategory = endpoint({
  method: 'DELETE',
  path: '/knowledge/categories/:id',
  access: 'knowledge.publish',
  since: 1,
  summary: 'Take an empty category away',
  params: idPath,
  response: done,
  problems: ['in-use'],
});

export const articleFile = z.object({
  id,
  name: z.string(),
  mime: z.string(),
  /** Bytes. */
  size: z.int(),
});
export type ArticleFile = z.output<typeof articleFile>;

export const articleRow = z.object({
  id,
  title: z.string(),
  category: nameRef,
  state: z.enum(articleStates),
  /** Number of the published version; null before the first. */
  no: z.int().nullable(),
  publishedAt: instant.nullable(),
  author: nameRef,
  /** Everybody to whom it is visible must acknowledge each version. */
  required: z.boolean(),
  /** Beginning of the text. */
  excerpt: z.string(),
  /** Votes of those who found it useful. */
  useful: z.int(),
  /** The reader has opened the published version; acknowledged it. */
  read: z.boolean(),
  acknowledged: z.boolean(),
  /** A version is being written: the reader may edit it. */
  draft: z.boolean(),
  /** It waits for whoever publishes. */
  submitted: z.boolean(),
});
export type ArticleRow = z.output<typeof articleRow>;

/** Who may open it: the whole company, or departments with all below them. */
export const visibility = {
  everybody: z.boolean(),
  /** Of those that are named, where it is not for everybody. */
  depts: z.array(nameRef),
};

export const article = articleRow.extend({
  version,
  body: storedRichText,
  files: z.array(articleFile),
  ...visibility,
  notUseful: z.int(),
  /** The reader's own vote. */
  vote: z.boolean().nullable(),
  /** Follow-ups that named it, among those that the reader may see. */
  uses: z.int(),
  may: z.object({
    edit: z.boolean(),
    publish: z.boolean(),
    /** See who has read it. */
    readers: z.boolean(),
  }),
});
export type Article = z.output<typeof article>;

const listArticles = endpoint({
  method: 'GET',
  path: '/knowledge/articles',
  access: 'session',
  since: 1,
  summary:
    'Articles that the caller may open, newest first; or drafts and retired ones he may edit',
  query: z.object({
    ...pageQuery,
    /** Words of the title, its pinyin, or of the text; all of them must be found. */
    q: patchText(100),
    /** With all below it. */
    categoryId: idParam.optional(),
    view: z.enum(['published', 'required', 'drafts', 'retired']).default('published'),
    count: flagParam.optional(),
  }),
  response: pageOf(articleRow),
});

const getArticle = endpoint({
  method: 'GET',
  path: '/knowledge/articles/:id',
  access: 'session',
  since: 1,
  summary: 'One article as it is published; before that, for who may edit it, as it is written',
  params: idPath,
  response: article,
});

const readArticle = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/read',
  access: 'session',
  since: 1,
  summary: 'The caller has opened this version, or acknowledges that he has read it',
  params: idPath,
  body: z.object({ no: z.int().positive(), acknowledge: z.boolean().default(false) }),
  response: done,
  problems: ['state-refused'],
});

const voteArticle = endpoint({
  method: 'PUT',
  path: '/knowledge/articles/:id/vote',
  access: 'session',
  since: 1,
  summary: 'Whether the caller found it useful; null takes the vote back',
  params: idPath,
  body: z.object({ useful: z.boolean().nullable() }),
  response: z.object({ useful: z.int(), notUseful: z.int(), vote: z.boolean().nullable() }),
  problems: ['state-refused'],
});

export const articleReader = z.object({
  person: nameRef,
  dept: z.string(),
  /** The newest version opened, and when for the first and last time; null: none. */
  no: z.int().nullable(),
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  /** When the published version was acknowledged. */
  acknowledgedAt: instant.nullable(),
});
export type ArticleReader = z.output<typeof articleReader>;

const listReaders = endpoint({
  method: 'GET',
  path: '/knowledge/articles/:id/readers',
  access: ['knowledge.publish', 'training.lead'],
  since: 1,
  summary: 'Who has read the published version and who has not yet, of the people in reach',
  params: idPath,
  response: z.object({ no: z.int(), rows: z.array(articleReader) }),
  problems: ['state-refused'],
});

const downloadFile = endpoint({
  method: 'GET',
  path: '/knowledge/files/:id',
  kind: 'download',
  access: 'session',
  since: 1,
  summary: 'The bytes of a file; as visible as the version of the article that holds it',
  params: idPath,
  response: z.unknown(),
});

export const knowledge = {
  listCategories,
  createCategory,
  updateCategory,
  removeCategory,
  listArticles,
  getArticle,
  readArticle,
  voteArticle,
  listReaders,
  downloadFile,
};
