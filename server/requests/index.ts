import { editing } from "./editing.ts";
import { formatting } from "./formatting.ts";
import { machine } from "./machine.ts";
import { profiles } from "./profiles.ts";
import { reading } from "./reading.ts";
import { reference } from "./reference.ts";
import type { Requests } from "./requests.ts";
import { rulePages } from "./rule-pages.ts";
import { target } from "./target.ts";
import { views } from "./views.ts";

export const REQUESTS: readonly Requests[] = [editing, formatting, machine, profiles, reading, reference, rulePages, target, views];
