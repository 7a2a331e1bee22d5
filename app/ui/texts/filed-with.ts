// Words of the page where a person enters where a plan was filed.
import { lookUpIn } from "./t.ts";

export const sayOfFiled = lookUpIn({
  link: "Where it is filed",
  title: "{{form}}: where it is filed",
  lead: "Plan Once is not the place of filing. Enter where this plan was filed, when, and with which proof; every copy of the document then says so.",
  from: "From the fact sheet {{source}}; confidence {{confidence}}.",
  onRecord: "On record: filed with {{place}} on {{day}}, proof: {{proof}}. Entered by {{by}}.",
  noProof: "none entered",
  notOnRecord: "Not on record as filed.",
  place: "Filed with",
  day: "On",
  proof: "Proof",
  proofHelp: "A receipt number, a message, where the signed page is kept. Leave it empty if there is none.",
  enter: "Enter it",
  change: "Correct it",
  saved: "Saved. Copies made from now on say so.",
  conflict: "Somebody entered this a moment ago. Look at what stands here now.",
  lacksPlace: "Say where it was filed.",
  lacksDay: "Choose the day it was filed; not one to come.",
});
