/** The axis among the partners to whom lines lead and for whom work waits. */
export const AXIS = 'truc-lien-thong';
