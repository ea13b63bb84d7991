import database from "./database.ts";
import hardening from "./hardening.ts";
import kubernetesNode from "./kubernetes-node.ts";
import longFatNetwork from "./long-fat-network.ts";
import natGateway from "./nat-gateway.ts";
import type { Profile } from "./profile.ts";
import router from "./router.ts";
import synFlood from "./syn-flood.ts";
import webServer from "./web-server.ts";

export const PROFILES: readonly Profile[] = [webServer, synFlood, natGateway, longFatNetwork, database, kubernetesNode, router, hardening];
