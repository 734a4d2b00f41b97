import { customFields, dicts, tags } from '@xinhang/db/repositories/words.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import {
  addCustomField,
  addDict,
  addTag,
  changeCustomField,
  changeDict,
  changeTag,
  toCustomField,
  toDict,
  toTag,
} from './words.ts';

/** The company's own words for customers: industries, regions, sources, tags and fields. */
export function wordRoutes(http: Http): void {
  implement(http, api.settings.listDicts, {
    run: async (ctx) => ({ rows: (await dicts(ctx.db)).map(toDict) }),
  });
  implement(http, api.settings.createDict, {
    run: async (ctx, { body }) => toDict(await addDict(ctx, body)),
  });
  implement(http, api.settings.updateDict, {
    run: async (ctx, { params, body }) => toDict(await changeDict(ctx, params.id, body)),
  });

  implement(http, api.settings.listTags, {
    run: async (ctx) => ({ rows: (await tags(ctx.db)).map(toTag) }),
  });
  implement(http, api.settings.createTag, {
    run: async (ctx, { body }) => toTag(await addTag(ctx, body)),
  });
  implement(http, api.settings.updateTag, {
    run: async (ctx, { params, body }) => toTag(await changeTag(ctx, params.id, body)),
  });

  implement(http, api.settings.listCustomFields, {
    run: async (ctx) => ({ rows: (await customFields(ctx.db)).map(toCustomField) }),
  });
  implement(http, api.settings.createCustomField, {
    run: async (ctx, { body }) => toCustomField(await addCustomField(ctx, body)),
  });
  implement(http, api.settings.updateCustomField, {
    run: async (ctx, { params, body }) =>
      toCustomField(await changeCustomField(ctx, params.id, body)),
  });
}
