import { content } from "./content.ts";
import { editing } from "./editing.ts";
import { formatting } from "./formatting.ts";
import { machine } from "./machine.ts";
import { navigation } from "./navigation.ts";
import { profiles } from "./profiles.ts";
import { reading } from "./reading.ts";
import { reference } from "./reference.ts";
import type { Requests } from "./requests.ts";
import { target } from "./target.ts";
import { views } from "./views.ts";

export const REQUESTS: readonly Requests[] = [content, editing, formatting, machine, navigation, profiles, reading, reference, target, views];
