import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  requiredText,
  version,
} from './contract/fields.ts';
import { article, articleFile, visibility } from './knowledge.ts';
import { richText, storedRichText } from './rich-text.ts';

const draftFields = {
  title: requiredText(120),
  categoryId: id,
  body: richText,
  /** Files beside the text, in order; pictures in the text need not be named. */
  fileIds: z.array(id).max(50),
  everybody: z.boolean(),
  /** At least one where it is not for everybody. */
  deptIds: z.array(id).max(100),
  required: z.boolean(),
};

export const articleDraft = z.object({
  articleId: id,
  version,
  title: z.string(),
  category: nameRef,
  body: storedRichText,
  files: z.array(articleFile),
  ...visibility,
  required: z.boolean(),
  submitted: z.boolean(),
  /** False where nothing is being written: this is the published version. */
  pending: z.boolean(),
  changedBy: nameRef,
  changedAt: instant,
});
export type ArticleDraft = z.output<typeof articleDraft>;

const getDraft = endpoint({
  method: 'GET',
  path: '/knowledge/articles/:id/draft',
  access: 'knowledge.write',
  since: 1,
  summary: 'What is being written; the published version where nothing is',
  params: idPath,
  response: articleDraft,
});

const createArticle = endpoint({
  method: 'POST',
  path: '/knowledge/articles',
  access: 'knowledge.write',
  since: 1,
  summary: 'Begin an article: a draft that its author and whoever publishes see',
  body: z.object({
    ...draftFields,
    fileIds: draftFields.fileIds.default([]),
    everybody: z.boolean().default(true),
    deptIds: draftFields.deptIds.default([]),
    required: z.boolean().default(false),
  }),
  response: articleDraft,
  status: 201,
});

const saveDraft = endpoint({
  method: 'PATCH',
  path: '/knowledge/articles/:id',
  access: 'knowledge.write',
  since: 1,
  summary: 'Write on: readers see none of it before it is published',
  params: idPath,
  body: z.object({
    version,
    title: draftFields.title.optional(),
    categoryId: id.optional(),
    body: richText.optional(),
    fileIds: draftFields.fileIds.optional(),
    everybody: z.boolean().optional(),
    deptIds: draftFields.deptIds.optional(),
    required: z.boolean().optional(),
  }),
  response: articleDraft,
  problems: ['version-conflict'],
});

const versioned = z.object({ version });

const discardDraft = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/discard',
  access: 'knowledge.write',
  since: 1,
  summary: 'Drop what is being written; an article that was never published goes with it',
  params: idPath,
  body: versioned,
  response: done,
  problems: ['version-conflict', 'state-refused'],
});

const submitDraft = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/submit',
  access: 'knowledge.write',
  since: 1,
  summary: 'Ask those who publish to publish what is written',
  params: idPath,
  body: versioned,
  response: articleDraft,
  problems: ['version-conflict', 'state-refused'],
});

const publishArticle = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/publish',
  access: 'knowledge.publish',
  since: 1,
  summary: 'Make what is written the next numbered version; readers of required ones are told',
  params: idPath,
  body: z.object({ version, note: optionalText(200) }),
  response: article,
  problems: ['version-conflict', 'state-refused'],
});

const retireArticle = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/retire',
  access: 'knowledge.publish',
  since: 1,
  summary: 'Take a published article out of the readers’ sight; its versions stay',
  params: idPath,
  body: versioned,
  response: article,
  problems: ['version-conflict', 'state-refused'],
});

export const articleVersion = z.object({
  no: z.int(),
  title: z.string(),
  category: z.string(),
  note: z.string(),
  by: nameRef,
  at: instant,
});
export type ArticleVersion = z.output<typeof articleVersion>;

const listVersions = endpoint({
  method: 'GET',
  path: '/knowledge/articles/:id/versions',
  access: 'knowledge.write',
  since: 1,
  summary: 'Every published version, newest first, for who may edit the article',
  params: idPath,
  response: z.object({ rows: z.array(articleVersion) }),
});

const versionPath = z.object({ id: idParam, no: z.coerce.number().int().positive().max(1e6) });

const getVersion = endpoint({
  method: 'GET',
  path: '/knowledge/articles/:id/versions/:no',
  access: 'knowledge.write',
  since: 1,
  summary: 'One published version in full',
  params: versionPath,
  response: articleVersion.extend({ body: storedRichText, files: z.array(articleFile) }),
});

const restoreVersion = endpoint({
  method: 'POST',
  path: '/knowledge/articles/:id/versions/:no/restore',
  access: 'knowledge.write',
  since: 1,
  summary: 'Write on from an old version: it becomes the draft',
  params: versionPath,
  body: versioned,
  response: articleDraft,
  problems: ['version-conflict'],
});

const uploadFile = endpoint({
  method: 'POST',
  path: '/knowledge/files',
  kind: 'upload',
  access: ['knowledge.write', 'training.manage'],
  since: 1,
  summary: 'A picture or file for an article that is being written: name it there within a day',
  query: z.object({ name: requiredText(255) }),
  response: articleFile,
  status: 201,
  problems: ['file-too-large'],
});

/** Writing, publishing and the versions of articles. */
export const knowledgeWriting = {
  getDraft,
  createArticle,
  saveDraft,
  discardDraft,
  submitDraft,
  publishArticle,
  retireArticle,
  listVersions,
  getVersion,
  restoreVersion,
  uploadFile,
};
