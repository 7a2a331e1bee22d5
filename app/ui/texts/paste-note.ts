// Words of the note after a paste; fetched with the note, not with every page.
import { lookUpIn } from "./t.ts";

export const sayOfPaste = lookUpIn({
  noteClose: "Close this note",
  leftOut: "Pasted; the words were kept. Left out: {{what}}.",
  "leftOut.images_one": "1 picture",
  "leftOut.images_other": "{{count}} pictures",
  "leftOut.comments_one": "1 comment",
  "leftOut.comments_other": "{{count}} comments",
  "leftOut.deleted_one": "1 passage marked as deleted",
  "leftOut.deleted_other": "{{count}} passages marked as deleted",
  "leftOut.links_one": "1 link that goes to no web or mail address (its words stay)",
  "leftOut.links_other": "{{count}} links that go to no web or mail address (their words stay)",
  "leftOut.objects_one": "1 video, form or embedded page",
  "leftOut.objects_other": "{{count}} videos, forms or embedded pages",
  "leftOut.looks": "fonts, colors and sizes (each form has its own)",
  noPictures: "An answer holds words and tables, no pictures: the forms are printed and read aloud as text. Say in words what the picture shows, or link to where it is posted. Nothing else was changed.",
  picturesSay: "Say in words what a picture shows, or link to where it is posted.",
  noFiles: "A file cannot be put into an answer. Open it, copy the words and paste them here. Nothing was changed.",
});
