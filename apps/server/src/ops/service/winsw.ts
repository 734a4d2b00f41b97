import {
  oneLine,
  RESTART_SECONDS,
  serviceEnvironment,
  serviceFlags,
  STOP_SECONDS,
  type ServiceOrder,
} from './order.ts';

/** WinSW takes the name of its file for that of its settings: `xinhang-service.xml` beside it. */
export const WINSW = 'xinhang-service';
/** Made by Windows for this service alone: no password that anybody keeps. */
export const WINDOWS_ACCOUNT = String.raw`NT SERVICE\xinhang`;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const text = (value: string) => oneLine(value).replaceAll(/[&<>"]/g, (sign) => escapes[sign]!);

/** One argument, as the C runtime of Windows takes a command line apart. */
export function quoted(argument: string): string {
  if (/^[^\s"]+$/.test(argument)) return argument;
  return `"${argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1')}"`;
}

/** The settings of WinSW: what systemd's unit says, as far as Windows knows it. */
export function winswXml({ node, entry, data, account }: ServiceOrder): string {
  const command = [...serviceFlags, entry, 'start', '--data', data].map(quoted).join(' ');
  const environment = Object.entries(serviceEnvironment).map(
    ([name, value]) => `  <env name="${name}" value="${value}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<service>',
    '  <id>xinhang</id>',
    '  <name>Xinhang office server</name>',
    '  <description>Xinhang: customers, sales team and office of the company</description>',
    `  <executable>${text(node)}</executable>`,
    `  <arguments>${text(command)}</arguments>`,
    `  <workingdirectory>${text(data)}</workingdirectory>`,
    ...environment,
    '  <serviceaccount>',
    `    <username>${text(account)}</username>`,
    '  </serviceaccount>',
    '  <startmode>Automatic</startmode>',
    '  <delayedAutoStart>true</delayedAutoStart>',
    `  <onfailure action="restart" delay="${RESTART_SECONDS} sec"/>`,
    '  <resetfailure>1 hour</resetfailure>',
    `  <stoptimeout>${STOP_SECONDS} sec</stoptimeout>`,
    `  <logpath>${text(`${data}\\logs`)}</logpath>`,
    '  <log mode="roll-by-size">',
    '    <sizeThreshold>10240</sizeThreshold>',
    '    <keepFiles>4</keepFiles>',
    '  </log>',
    '</service>',
    '',
  ].join('\r\n');
}
