// The catalogs as they ship, read from their files.
import { readFileSync, readdirSync } from "node:fs";
import { parse } from "yaml";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { catalogSchema } from "#schemas/crosswalk.ts";

const folder = new URL("../../../crosswalks/catalogs/", import.meta.url);

export const shippedCatalogs: Catalogs = Object.fromEntries(
  readdirSync(folder).filter((file) => file.endsWith(".yaml")).map((file) => [file.replace(".yaml", ""), catalogSchema.parse(parse(readFileSync(new URL(file, folder), "utf8")))]),
);
