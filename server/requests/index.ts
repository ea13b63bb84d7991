import { editing } from "./editing.ts";
import type { Requests } from "./requests.ts";

export const REQUESTS: readonly Requests[] = [editing];
