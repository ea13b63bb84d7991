import type { Connection } from "vscode-languageserver";

/** Answers a request or takes a notification: parameters, then what the library adds (a token first). */
export type Handler = (params: unknown, ...rest: unknown[]) => unknown;

/**
 * A connection whose handlers are wrapped as they are registered, by whatever name and for whatever request.
 * `adapt` is given the name of the registering function; `outgoing` is what becomes of what the server sends by itself.
 */
export function wrapHandlers<T extends object = Connection>(
  inner: T,
  adapt: (handler: Handler, name: string) => Handler,
  outgoing = (value: unknown) => value,
): T {
  return new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member === "object" && member !== null) return wrapHandlers(member, adapt, outgoing);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) =>
        member.apply(
          target,
          args.map((arg) => (typeof arg === "function" ? adapt(arg as Handler, String(name)) : outgoing(arg))),
        );
    },
  });
}
