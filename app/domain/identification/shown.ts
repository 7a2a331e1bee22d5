// Statuses, offers and duties in words, as pages show them.
import type { Duties } from "./duties.ts";
import type { Standing } from "./offers.ts";

export type ShownStatus = { label: string; about: string; cds: string; year: string; why: string; groups: string[]; money: string; law: string; servedBy: string; source: string };
/** One thing to accept: `seen` is what the person saw of both sides. */
export type ShownOffer = { key: string; seen: string; standing: Standing; who: string; label: string; says: string[]; holds: string[]; source: string };
export type ShownDuty = {
  label: string; lowest: boolean; facts: { who: string; why: string; since: string; source: string }[]; forms: { who: string; title: string }[]; fields: (Duties["fields"][number] & { href: string })[]; rules: Duties["rules"];
};
