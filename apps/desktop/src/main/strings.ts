import type { ChannelOutput } from '../bridge/contract.ts';

export type NativeLanguage = ChannelOutput<'app.info'>['language'];

const zhCN = {
  name: '新航',
  open: '打开新航',
  waiting: '{n} 条未读通知',
  quit: '退出',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  zoomIn: '放大',
  zoomOut: '缩小',
  actualSize: '实际大小',
  fullScreen: '全屏',
  savePdf: '另存为 PDF',
  pdfFiles: 'PDF 文件',
  startFailed: '新航无法启动',
};
export type NativeStrings = typeof zhCN;

const strings: Record<NativeLanguage, NativeStrings> = {
  'zh-CN': zhCN,
  'zh-TW': {
    name: '新航',
    open: '開啟新航',
    waiting: '{n} 則未讀通知',
    quit: '結束',
    edit: '編輯',
    undo: '復原',
    redo: '重做',
    cut: '剪下',
    copy: '複製',
    paste: '貼上',
    selectAll: '全選',
    view: '檢視',
    zoomIn: '放大',
    zoomOut: '縮小',
    actualSize: '實際大小',
    fullScreen: '全螢幕',
    savePdf: '另存為 PDF',
    pdfFiles: 'PDF 檔案',
    startFailed: '新航無法啟動',
  },
  en: {
    name: 'Xinhang',
    open: 'Open Xinhang',
    waiting: '{n} unread notifications',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    actualSize: 'Actual size',
    fullScreen: 'Full screen',
    savePdf: 'Save as PDF',
    pdfFiles: 'PDF files',
    startFailed: 'Xinhang could not start',
  },
};

export function nativeStrings(language: NativeLanguage): NativeStrings {
  return strings[language];
}

/** The language to begin with, from the system's list; the person's choice comes later. */
export function systemLanguage(preferred: readonly string[]): NativeLanguage {
  for (const tag of preferred) {
    const lower = tag.toLowerCase();
    if (/^zh(-hant|-(?:hant-)?(?:tw|hk|mo))\b/.test(lower)) return 'zh-TW';
    if (/^zh\b/.test(lower)) return 'zh-CN';
    if (/^en\b/.test(lower)) return 'en';
  }
  return 'zh-CN';
}
