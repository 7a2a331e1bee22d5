// Planted for the layer check: what runs in a browser imports nothing of the server.
import { rows } from "../../db/repos/rows.server.ts";

export const planted = rows;
