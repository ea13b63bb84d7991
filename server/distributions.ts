import type { Loader } from "./target.ts";

/** A distribution release that files can be checked for. */
export interface Distribution {
  readonly name: string;
  /** The release that its kernel is made from, updates included; `newest`: it follows the newest stable kernel. */
  readonly kernel: string;
  /** What applies the files when it starts; undefined where that is not one of ours. */
  readonly loader?: Loader;
  /** CONFIG_HZ of its x86-64 kernels, where that was looked up and is not 250. */
  readonly hz?: number;
  /** Loaders there that are known to read no patterns (systemd 241 and older, procps before 4.0). */
  readonly withoutPatterns?: readonly Loader[];
}

const SYSTEMD = { loader: "systemd" } as const;
/** From the kernel configurations of RHEL 7 and 9 and of Fedora, which those between and their rebuilds share, of Oracle's UEK 8 and of Ubuntu 26.04. */
const HZ_1000 = { hz: 1_000 } as const;

/**
 * Shorthands for a target, by the name that settings, comments and `--kernel` take. Families stand together, newest first: the
 * list that people choose from has this order. Vendors take single changes from later kernels; the release is where they started.
 */
export const DISTRIBUTIONS: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ["ubuntu-26.04", { name: "Ubuntu 26.04 LTS", kernel: "7.0", ...SYSTEMD, ...HZ_1000 }],
  ["ubuntu-24.04", { name: "Ubuntu 24.04 LTS", kernel: "6.8", ...SYSTEMD }],
  ["ubuntu-22.04", { name: "Ubuntu 22.04 LTS", kernel: "5.15", ...SYSTEMD, withoutPatterns: ["procps"] }],
  ["ubuntu-20.04", { name: "Ubuntu 20.04 LTS", kernel: "5.4", ...SYSTEMD, withoutPatterns: ["procps"] }],
  ["ubuntu-18.04", { name: "Ubuntu 18.04 LTS", kernel: "4.15", ...SYSTEMD, withoutPatterns: ["systemd", "procps"] }],
  ["ubuntu-16.04", { name: "Ubuntu 16.04 LTS", kernel: "4.4", ...SYSTEMD, withoutPatterns: ["systemd", "procps"] }],
  ["debian-13", { name: "Debian 13", kernel: "6.12", ...SYSTEMD }],
  ["debian-12", { name: "Debian 12", kernel: "6.1", ...SYSTEMD }],
  ["debian-11", { name: "Debian 11", kernel: "5.10", ...SYSTEMD, withoutPatterns: ["procps"] }],
  ["debian-10", { name: "Debian 10", kernel: "4.19", ...SYSTEMD, withoutPatterns: ["systemd", "procps"] }],
  ["debian-9", { name: "Debian 9", kernel: "4.9", ...SYSTEMD, withoutPatterns: ["systemd", "procps"] }],
  ["rhel-10", { name: "RHEL 10", kernel: "6.12", ...SYSTEMD, ...HZ_1000 }],
  ["rhel-9", { name: "RHEL 9", kernel: "5.14", ...SYSTEMD, ...HZ_1000 }],
  ["rhel-8", { name: "RHEL 8", kernel: "4.18", ...SYSTEMD, ...HZ_1000 }],
  ["rhel-7", { name: "RHEL 7", kernel: "3.10", ...SYSTEMD, ...HZ_1000, withoutPatterns: ["systemd", "procps"] }],
  ["rocky-10", { name: "Rocky Linux 10", kernel: "6.12", ...SYSTEMD, ...HZ_1000 }],
  ["rocky-9", { name: "Rocky Linux 9", kernel: "5.14", ...SYSTEMD, ...HZ_1000 }],
  ["rocky-8", { name: "Rocky Linux 8", kernel: "4.18", ...SYSTEMD, ...HZ_1000 }],
  ["almalinux-10", { name: "AlmaLinux 10", kernel: "6.12", ...SYSTEMD, ...HZ_1000 }],
  ["almalinux-9", { name: "AlmaLinux 9", kernel: "5.14", ...SYSTEMD, ...HZ_1000 }],
  ["almalinux-8", { name: "AlmaLinux 8", kernel: "4.18", ...SYSTEMD, ...HZ_1000 }],
  ["centos-stream-10", { name: "CentOS Stream 10", kernel: "6.12", ...SYSTEMD, ...HZ_1000 }],
  ["centos-stream-9", { name: "CentOS Stream 9", kernel: "5.14", ...SYSTEMD, ...HZ_1000 }],
  ["centos-8", { name: "CentOS 8", kernel: "4.18", ...SYSTEMD, ...HZ_1000 }],
  ["centos-7", { name: "CentOS 7", kernel: "3.10", ...SYSTEMD, ...HZ_1000, withoutPatterns: ["systemd", "procps"] }],
  ["oracle-uek-8", { name: "Oracle Linux, UEK 8", kernel: "6.12", ...SYSTEMD, ...HZ_1000 }],
  ["oracle-uek-7", { name: "Oracle Linux, UEK R7", kernel: "5.15", ...SYSTEMD }],
  ["oracle-uek-6", { name: "Oracle Linux, UEK R6", kernel: "5.4", ...SYSTEMD }],
  ["amazon-linux-2023", { name: "Amazon Linux 2023", kernel: "6.1", ...SYSTEMD }],
  ["amazon-linux-2", { name: "Amazon Linux 2", kernel: "5.10", ...SYSTEMD, withoutPatterns: ["systemd", "procps"] }],
  ["azure-linux-3", { name: "Azure Linux 3", kernel: "6.6", ...SYSTEMD }],
  ["sles-16.0", { name: "SLES 16.0", kernel: "6.12", ...SYSTEMD }],
  ["sles-15-sp7", { name: "SLES 15 SP7", kernel: "6.4", ...SYSTEMD }],
  ["sles-15-sp6", { name: "SLES 15 SP6", kernel: "6.4", ...SYSTEMD }],
  ["sles-15-sp5", { name: "SLES 15 SP5", kernel: "5.14", ...SYSTEMD }],
  ["sles-15-sp4", { name: "SLES 15 SP4", kernel: "5.14", ...SYSTEMD }],
  ["sles-12-sp5", { name: "SLES 12 SP5", kernel: "4.12", ...SYSTEMD }],
  ["opensuse-leap-16.0", { name: "openSUSE Leap 16.0", kernel: "6.12", ...SYSTEMD }],
  ["opensuse-leap-15.6", { name: "openSUSE Leap 15.6", kernel: "6.4", ...SYSTEMD }],
  ["openeuler-24.03", { name: "openEuler 24.03 LTS", kernel: "6.6", ...SYSTEMD }],
  ["openeuler-22.03", { name: "openEuler 22.03 LTS", kernel: "5.10", ...SYSTEMD }],
  ["openeuler-20.03", { name: "openEuler 20.03 LTS", kernel: "4.19", ...SYSTEMD }],
  ["alibaba-cloud-linux-3", { name: "Alibaba Cloud Linux 3", kernel: "5.10", ...SYSTEMD }],
  ["alibaba-cloud-linux-2", { name: "Alibaba Cloud Linux 2", kernel: "4.19", ...SYSTEMD }],
  // OpenRC applies the files there, with the sysctl of BusyBox.
  ["alpine-3.23", { name: "Alpine 3.23", kernel: "6.18" }],
  ["alpine-3.22", { name: "Alpine 3.22", kernel: "6.12" }],
  ["alpine-3.21", { name: "Alpine 3.21", kernel: "6.12" }],
  ["alpine-3.20", { name: "Alpine 3.20", kernel: "6.6" }],
  ["arch", { name: "Arch Linux", kernel: "newest", ...SYSTEMD }],
  ["fedora", { name: "Fedora", kernel: "newest", ...SYSTEMD, ...HZ_1000 }],
  ["opensuse-tumbleweed", { name: "openSUSE Tumbleweed", kernel: "newest", ...SYSTEMD }],
]);

/** The distribution of a name as a person may write it. */
export function distributionOf(text: string): Distribution | undefined {
  return DISTRIBUTIONS.get(text.trim().toLowerCase());
}

/** Releases to choose from besides those of distributions: the newest known, and the series that were maintained for years. */
export const KERNELS: readonly string[] = ["7.1", "6.18", "6.12", "6.6", "6.1", "5.15", "5.10", "5.4", "4.19", "4.14", "4.9", "4.4", "3.10", "2.6.32"];

const WITHOUT_PATTERNS = new Map([...DISTRIBUTIONS.values()].map(({ name, withoutPatterns }) => [name, withoutPatterns]));

/** Does the loader of a distribution (by its full name) read patterns and exclusions? True where that is not known. */
export function readsPatterns(name: string, loader: Loader): boolean {
  return !WITHOUT_PATTERNS.get(name)?.includes(loader);
}
