// The words of the interface: `t("home.title")`. Keys are checked by the compiler; official wording never goes through here.
import { createInstance } from "i18next";
import { en } from "./en.ts";

type Plural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
export type TextKey = Plural<keyof typeof en>;

const texts = createInstance();
void texts.init({ lng: "en", fallbackLng: "en", initAsync: false, keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false }, resources: { en: { translation: en } } });

/** The words of a key, with `{{name}}` filled in; `count` chooses the plural. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts.t(key as string, values);
}
