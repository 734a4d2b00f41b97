import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { defaultConfig, type Config, type ConfigKey } from './config.ts';
import { writeDurably } from './durable-file.ts';

/**
 * The text of config.toml with one value set, its comments and everything else as they were: in
 * place of the line of the key, also of one switched off by `#`, else behind the last line. Throws
 * where the text would not say it then.
 */
export function withValue<K extends ConfigKey>(text: string, key: K, value: Config[K]): string {
  const line = `${key} = ${JSON.stringify(value)}`;
  const lines = text.split('\n');
  const at = [new RegExp(`^\\s*${key}\\s*=`), new RegExp(`^#\\s*${key}\\s*=`)]
    .map((form) => lines.findIndex((one) => form.test(one)))
    .find((found) => found >= 0);
  if (at !== undefined) lines[at] = line;
  else lines.splice(lines.at(-1) === '' ? -1 : lines.length, 0, line);
  const changed = lines.join('\n');
  if (parse(changed)[key] !== value) throw new Error(`${key} cannot be set in this config.toml.`);
  return changed;
}

/** Sets one value in the file for the next start. Throws where the file cannot be written. */
export function keepValue<K extends ConfigKey>(file: string, key: K, value: Config[K]): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : defaultConfig();
  writeDurably(file, withValue(text, key, value));
}
