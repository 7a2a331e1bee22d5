// Planted for the layer check: a route asks a service.
import { rows } from "../../db/repos/rows.server.ts";

export const planted = rows;
