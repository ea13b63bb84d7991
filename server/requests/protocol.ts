/** Our own requests: what clients may ask beyond LSP. Types only, so that a client costs nothing by importing them. */
import type { Loader, TargetOrigin } from "../target.ts";

/** `sysctl/target`: what an open document is checked for. Answer: TargetAnswer, or null for one that is not open. */
export interface TargetParams {
  readonly uri: string;
}

export interface TargetAnswer {
  /** "6.12" */
  readonly kernel: string;
  readonly loader: Loader;
  /** Who said so. */
  readonly from: TargetOrigin;
  /** What the setting `sysctl.target.kernel` holds, if that is no kernel that we know. */
  readonly unknownKernel?: string;
}

/** `sysctl/targetChanged`: told of documents that `sysctl/target` was asked for. */
export interface TargetChanged extends TargetAnswer {
  readonly uri: string;
}

/** In `ServerCapabilities.experimental`. */
export interface ExperimentalCapabilities {
  /** Absent where there is no running Linux kernel to look at. */
  readonly sysctlMachine?: MachineCapability;
}

export interface MachineCapability {
  /** The server's user is root. */
  readonly isRoot: boolean;
  /** Path of systemd-sysctl; undefined where it is not installed. */
  readonly systemdSysctl?: string;
}

/** In `initializationOptions`, beside the settings. */
export interface InitializationOptions {
  /** False: the user does not trust the open folder yet, so the running kernel is left alone. */
  readonly workspaceTrusted?: boolean;
}

/** `sysctl/profiles`: an array of WrittenProfile (features/profiles.ts) for the target of a document; empty if it is not open. */
export interface ProfilesParams {
  readonly uri: string;
}
