import { recordView } from '../../audit/record.ts';
import { routes } from '../../platform/api/http.ts';
import { requestedAct } from '../../platform/ledger/requested-act.ts';
import { incomingView } from '../../registry/incoming/queries.ts';
import { mailsContract } from './contract.ts';
import { openMail } from './open-mail.ts';
import { listMails, mailFile, mailFor, mailView } from './queries.ts';
import { refuseMail } from './refuse-mail.ts';
import { registerMail } from './register-mail.ts';
import { takeMailFiles } from './take-mail-files.ts';

export const mailsRoutes = routes(mailsContract, {
  listMails: ({ query }, actor) => listMails(actor, query),
  openMail: ({ body }, actor) => openMail(actor, body.uploadId),
  getMail: async ({ params }, actor) => {
    const mail = await mailFor(actor, params.mailId);
    await recordView(actor, { type: 'mail-viewed', mailId: mail.id });
    return mailView(mail);
  },
  getMailFile: async ({ params }, actor) => {
    const reply = await mailFile(actor, params.mailId, params.fileId);
    await recordView(actor, { type: 'mail-downloaded', ...params });
    return reply;
  },
  takeMailFiles: ({ params }, actor) => requestedAct(actor, (tx) => takeMailFiles(tx, params.mailId)),
  registerMail: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => incomingView(await registerMail(tx, { ...params, ...body }), actor)),
  refuseMail: ({ params, body }, actor) =>
    requestedAct(actor, async (tx) => mailView(await refuseMail(tx, { ...params, ...body }))),
});
