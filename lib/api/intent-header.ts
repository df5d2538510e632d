/** Sent with every change, so that the server can tell our pages from forms of other sites. */
export const intentHeader = 'x-tacho'
