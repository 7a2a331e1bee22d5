// The state's directory of LEAs and schools as the portal holds it.

/** One line of the directory. Days "2025-08-30"; empty words and null where the file says nothing. */
export type StateOrganization = {
  cds: string; kind: "lea" | "school"; name: string; county: string; district: string; status: string; type: string; public: boolean | null; charter: boolean | null; city: string; zip: string; grades: string;
  openedOn: string | null; closedOn: string | null;
};
export type FoundOrganization = StateOrganization & { source: string; publishedOn: string | null };
