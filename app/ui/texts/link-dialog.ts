// Words of the link dialog; fetched with it, not with every page.
import { lookUpIn } from "./t.ts";

export const sayOfLink = lookUpIn({
  address: "Web address",
  set: "Set link",
  remove: "Remove link",
  bad: "A link starts with http://, https:// or mailto:.",
  title: "Link",
  words: "Words to show",
  cancel: "Cancel",
});
