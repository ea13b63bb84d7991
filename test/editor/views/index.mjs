// The views whose pages views.mjs opens, checks and uses. A view of your own: a file like these, and its name here.
import { lifecycle } from "./lifecycle.mjs";
import { compare, tcp } from "./machine.mjs";
import { reference } from "./reference.mjs";

/**
 * `command` opens it; `ready` is a selector of its page that is there once all is drawn; `uses`, if any, are steps of a person:
 * title -> async (editor, frame), each of which throws if what it expects does not come.
 */
export const VIEWS = [lifecycle, reference, tcp, compare];
