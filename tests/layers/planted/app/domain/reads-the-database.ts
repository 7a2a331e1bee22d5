// Planted for the layer check: the domain must not import the database, nor read a file.
import { readFileSync } from "node:fs";
import { rows } from "../../db/repos/rows.server.ts";

export const planted = [rows, readFileSync];
