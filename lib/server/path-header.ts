/** Path and query of the page that is asked for, set by the proxy: a page that sends people to sign in needs it. */
export const pathHeader = 'x-tacho-path'
