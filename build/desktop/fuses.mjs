// Switches burnt into the packed binary: what a program that can start ours may not make it do.
// The names are electron-builder's (`electronFuses`); a test holds them against @electron/fuses.

/** Every fuse of Electron's first fuse version, said aloud even where it is the default. */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};
