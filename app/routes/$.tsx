import type { MetaFunction } from "@remix-run/node";
import { t } from "#app/ui/texts/t.ts";
import { AppError } from "#schemas/app-error.ts";
import { asResponse } from "#app/http/throw-as-response.server.ts";

export const meta: MetaFunction = () => [{ title: `${t("error.notFound")} · ${t("site.name")}` }];

export function loader() {
  throw asResponse(new AppError("not-found", t("error.notFound")));
}

export default function NotFound() {
  return null;
}
