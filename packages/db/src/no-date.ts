/** Stored for "no next date", so that keyset pages need no null order. */
export const NO_DATE = '9999-12-31';
