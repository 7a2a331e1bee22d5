// Words of the summary an approver reads before signing; fetched with the desk.
import { lookUpIn } from "./t.ts";

export const summaryWords = lookUpIn({
  title: "Summary for the decision",
  decided: "{{decided}} of {{lines}} lines decided: {{met}} met, {{notMet}} not met, {{notApplicable}} that do not apply.",
  older_one: "1 of them was decided on an earlier copy.",
  older_other: "{{count}} of them were decided on earlier copies.",
  machine: "The machine",
  machineFound: "Errors: {{errors}}; things to look at: {{warnings}}. They are listed below.",
  machineNot: "Read nothing of this plan.",
  budget: "Adopted budget",
  budgetOpen: "Not compared: no figure of it is entered, or the plan was not read.",
  budgetEnough: "No fund has less than the plan needs, as far as figures are entered.",
  budgetShort: "Less than the plan needs: {{funds}}.",
  second: "Second reading",
  nobody: "Nobody is named.",
  notRead: "{{name}} has not read it yet.",
  read: "{{name}} read copy {{number}} on {{day}}.",
  readOlder: "{{name}} read copy {{number}} on {{day}}, not the one on this desk.",
} as const);
