import { Link } from "@remix-run/react";
import { sayOfRecord } from "#app/ui/texts/record.ts";

/** The way to who looked from outside and what was taken out, for those who may read it. */
export const RecordLink = () => (
  <p className="no-print">
    <Link to="/record">{sayOfRecord("record.title")}</Link>
  </p>
);
