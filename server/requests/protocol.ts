/** Our own requests: what clients may ask beyond LSP. Types only, so that a client costs nothing by importing them. */
import type { Position } from "../document/document.ts";
import type { Place } from "../features/insertion.ts";
import type { ParameterAssignment, ParameterRow } from "../features/reference.ts";
import type { Lifecycle } from "../lifecycle/model.ts";
import type { Locale } from "../locale.ts";
import type { Loader, TargetOrigin } from "../target.ts";

export type { Lifecycle, Place };

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

/** What all of the reference may be asked about: the document whose target counts, if any. */
export interface ReferenceParams {
  readonly uri?: string | undefined;
}

/** `sysctl/parameters`: every parameter, in the order of the tree. */
export interface ParametersAnswer {
  /** The release that the rows speak of. */
  readonly kernel: string;
  /** The language that they are in. */
  readonly locale: Locale;
  readonly parameters: readonly ParameterRow[];
}

/** `sysctl/assignments` (ReferenceParams): what an open document writes. */
export interface AssignmentsAnswer {
  readonly assignments: readonly ParameterAssignment[];
}

/** `sysctl/search`: the keys that a query finds, best first. */
export interface SearchParams {
  readonly query: string;
}

export interface SearchAnswer {
  readonly keys: readonly string[];
}

/** `sysctl/documentation`: a parameter's page, or null for a key that the catalogue does not have. */
export interface DocumentationParams extends ReferenceParams {
  readonly key: string;
}

export interface DocumentationAnswer extends ParameterRow {
  /** Markdown: paragraphs, lists, bold, emphasis, code and links. */
  readonly markdown: string;
}

/** `sysctl/parameterAt`: what the line at a position is about, or null. */
export interface ParameterAtParams {
  readonly uri: string;
  readonly position: Position;
}

export interface ParameterAtAnswer {
  /** Missing: the catalogue has no such parameter. */
  readonly key?: string;
  readonly written: string;
}

/** `sysctl/lifecycle`: the TCP connection lifecycle under an open document. Answer: Lifecycle, or null for one that is not open. */
export interface LifecycleParams {
  readonly uri: string;
}

/** `sysctl/place`: where a parameter stands in a document, or is to be inserted. Answer: Place, or null where the target lacks it. */
export interface PlaceParams {
  readonly uri: string;
  readonly key: string;
  /** What to insert; else the server chooses. */
  readonly value?: string | undefined;
}

/** `sysctl/tcp`: what the machine says about its TCP now. Answer: TcpAnswer, or null where there is no machine to ask. */
export interface TcpParams {
  /** The open document whose lines the parameters are tied to. */
  readonly uri?: string;
}
export type { TcpAnswer } from "../machine/tcp-answer.ts";

/** `sysctl/compareWithRunning`: an open document beside the running kernel. Answer: CompareAnswer, or null where there is no machine or document. */
export interface CompareParams {
  readonly uri: string;
}
export type { CompareAnswer } from "../machine/compare-answer.ts";

/** `sysctl/importRunning`, without parameters. Answer: the text of a file that sets what is not at its default, or null where there is no machine. */
export interface ImportAnswer {
  readonly text: string;
}
