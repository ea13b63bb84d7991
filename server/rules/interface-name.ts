/** `eth0`, `enp0s31f6`. */
const ORDINARY = /^e[a-z0-9]{1,14}$/;

/** Nearly all names of interfaces that files hold: there is nothing special about them, and one is as good as another. */
export function isOrdinaryName(name: string): boolean {
  return ORDINARY.test(name);
}
