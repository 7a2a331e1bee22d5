// The words of the interface: `t("home.title")`. Keys are checked by the compiler; official wording never goes through here.
// Texts are written as i18next reads them (`{{name}}`, `_one`, `_other`); looking them up takes these few lines, and the library is not sent to every browser.
import { en } from "./en.ts";

type Plural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
export type TextKey = Plural<keyof typeof en>;

const plural = new Intl.PluralRules("en");

/** A look-up in texts of their own, for a piece of a page that is fetched when it is needed. */
export function lookUpIn<Key extends string>(own: Readonly<Record<Key, string>>): (key: Plural<Key>, values?: Record<string, string | number>) => string {
  const texts: Readonly<Record<string, string>> = own;
  return (key, values = {}) => {
    const count = values["count"];
    const text = (typeof count === "number" ? texts[`${key}_${plural.select(count)}`] : undefined) ?? texts[key] ?? key;
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name] ?? ""));
  };
}

const look = lookUpIn(en);

/** The words of a key, with `{{name}}` filled in; `count` chooses the plural. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return look(key, values);
}
