// What a plan, or a school's part of one, is called in titles and crumbs.
import { t } from "#app/ui/texts/t.ts";

export const planTitle = ({ year, school }: { year: string; school?: { name: string } | null }): string => (school ? t("school.partTitle", { school: school.name, year }) : t("plan.title", { year }));
