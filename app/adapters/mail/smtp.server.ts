import { createTransport } from "nodemailer";

export type Letter = { id: number; to: string; subject: string; text: string };
export type Mailer = (letter: Letter) => Promise<void>;

/** Sends over any SMTP server; `url`: "smtps://user:password@host:465". The id makes the message's own, so that a mail sent twice is known as one. */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({ url, connectionTimeout: 10_000, socketTimeout: 20_000 });
  const domain = from.split("@").at(-1)?.replace(/>$/, "") ?? "localhost";
  return async ({ id, to, subject, text }) => {
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text, messageId: `<mail-${id}@${domain}>`, disableFileAccess: true, disableUrlAccess: true });
  };
}
