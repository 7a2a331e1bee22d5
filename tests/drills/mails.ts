// A worker is killed while it sends mails: none may be lost, and one that arrives twice carries the same message id, so that it is known as one. How many did is counted, and which.
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { chanceOf, until, zeroIn } from "./drill.ts";
import type { Drill } from "./drill.ts";
import { openHouse, startOrThrow } from "./house.ts";
import type { Change } from "./house.ts";

const mailsARound = 30;
/** The planted fault: a mail counts as sent before the mail server has it. */
const plant: Change = { file: "app/services/people/mails.server.ts", from: "    await ctx.sendMail(mail);", to: "    await finishMail(ctx.db, mailId, true);\n    await ctx.sendMail(mail);" };

export const mails: Drill = {
  rounds: 10,
  run: async ({ rounds, seed, planted, say }) => {
    const arrived = new Map<string, number>();
    const ids = new Map<string, Set<string>>();
    const delay = chanceOf(seed).fork("delays");
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, answer) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => void parts.push(part));
        stream.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const subject = /^Subject: (.*)$/im.exec(text)?.[1]?.trim() ?? "";
          arrived.set(subject, (arrived.get(subject) ?? 0) + 1);
          ids.set(subject, (ids.get(subject) ?? new Set()).add(/^Message-ID: (.*)$/im.exec(text)?.[1]?.trim() ?? ""));
          // The mail is here; the sender hears of it a little later, or is dead by then.
          setTimeout(() => answer(), delay.whole(0, 60));
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.server.address();
    const before = { SMTP_URL: process.env["SMTP_URL"], MAIL_FROM: process.env["MAIL_FROM"] };
    Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`, MAIL_FROM: "plans@example.org" });
    const house = await openHouse(planted ? [plant] : []);
    const broken: string[] = [];
    const written: string[] = [];
    let [killed, late] = [0, 0];
    try {
      say("mails: building and starting a portal of its own…");
      await startOrThrow(house);
      for (let round = 1; round <= rounds; round += 1) {
        const chance = chanceOf(seed).fork(round);
        const subjects = Array.from({ length: mailsARound }, (_, number) => `Round ${round}, mail ${number + 1}`);
        const db = house.database();
        await db.transaction().execute(async (tx) => {
          for (const subject of subjects) {
            const { id } = await tx.insertInto("mail").values({ recipient: "somebody@example.org", subject, body: "A reminder.", claimed_at: null, sent_at: null }).returning("id").executeTakeFirstOrThrow();
            await sql`select queue.enqueue('send-mail', ${JSON.stringify({ mailId: id })}::json, ${`mail-${id}`})`.execute(tx);
          }
        });
        written.push(...subjects);
        // Once the first has arrived the worker is at it; then it dies somewhere among the others.
        await until(() => subjects.some((subject) => arrived.has(subject)), 20_000, 5);
        await pause(chance.whole(0, 700));
        if (house.kill("worker")) killed += 1;
        await db.destroy();
        await house.gone(45_000);
        await startOrThrow(house);
        const again = house.database();
        const open = async () => Number((await again.selectFrom("mail").select((mail) => mail.fn.countAll<number>().as("count")).where("sent_at", "is", null).executeTakeFirstOrThrow()).count);
        // What the dead worker had taken up waits ten minutes; they are made to be over, and the round that looks after such mails is called.
        late += await until(async () => ((await again.selectFrom("mail").select("id").where("sent_at", "is", null).where("claimed_at", "is", null).execute()).length === 0 ? await open() : 0), 30_000, 200);
        await sql`update mail set claimed_at = claimed_at - interval '11 minutes', written_at = written_at - interval '11 minutes' where sent_at is null`.execute(again);
        await sql`select queue.enqueue('calendar-round', '{}'::json, 'calendar-round')`.execute(again);
        if (!(await until(async () => (await open()) === 0, 30_000, 200))) broken.push(`round ${round}, seed ${seed}: ${await open()} mails are still not sent`);
        await again.destroy();
        if (round % 5 === 0) say(`mails: round ${round} of ${rounds}`);
      }
      const lost = written.filter((subject) => !arrived.has(subject));
      const twice = written.filter((subject) => (arrived.get(subject) ?? 0) > 1);
      broken.push(...lost.map((subject) => `“${subject}” (seed ${seed}) never arrived`));
      broken.push(...written.filter((subject) => (ids.get(subject)?.size ?? 0) > 1).map((subject) => `“${subject}” (seed ${seed}) arrived under two message ids`));
      return { counts: { mails: written.length, killed, sentLate: late, lost: zeroIn(lost.length, written.length), arrivedTwice: twice.length, twice: twice.join("; ") || "none" }, broken };
    } finally {
      for (const [name, value] of Object.entries(before)) if (value === undefined) delete process.env[name];
      else process.env[name] = value;
      house.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  },
};
