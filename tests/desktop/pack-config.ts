// electron-builder reads plain JavaScript; here it gets the types that the tests need.
interface PackConfig {
  electronVersion: string;
  electronFuses: Record<string, boolean>;
  asar: boolean;
  files: string[];
  protocols: { name: string; schemes: string[] }[];
  win: { target: { target: string }[] };
  mac: { target: { target: string }[] };
  linux: { target: string[] };
}
const folder = new URL('../../build/desktop/', import.meta.url);
const load = (name: string): Promise<unknown> => import(new URL(name, folder).href);

export const { default: packConfig } = (await load('electron-builder.config.mjs')) as {
  default: PackConfig;
};
export const { fuses: packFuses } = (await load('fuses.mjs')) as { fuses: Record<string, boolean> };
