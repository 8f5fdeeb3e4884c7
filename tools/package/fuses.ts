import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * What is switched in Electron's binary for good when Parley is packaged (S-19): Parley can't be used as a Node, takes no
 * debugger and no code from outside its archive. A fuse that a new Electron brings fails the packaging until it is named here.
 */
export function fusesFor(platform: string): FuseConfig {
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // A binary for Apple's chips must carry a signature, be it an ad-hoc one, or it does not start.
    resetAdHocDarwinSignature: platform === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    // Also shuts out NODE_EXTRA_CA_CERTS.
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    // Electron has it for macOS and Windows; on Linux the installed files belong to root.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform === 'darwin' || platform === 'win32',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The page comes from parley://app and reads no files.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}
