/** Pages on which nobody needs to be signed in: the way on after a sign-in does not end there. */
const entryPages = ['/sign-in', '/setup', '/invite', '/expired', '/forbidden']
const maxChars = 2_000
/** Resolves paths; no such host exists. */
const base = 'http://tachograph.invalid'

/**
 * Where the way goes on after a sign-in: the path if it is one of a page of this server, else the home page. The text
 * comes from the address bar, so anybody can have written it: other origins (`//x`, `/\x`, schemes), characters that
 * browsers drop or turn around, and the JSON API are refused.
 */
export function nextPath(text: string | null): string {
  const home = '/'
  if (text === null || text.length > maxChars) return home
  if (!/^\/(?!\/)[^\\\p{Cc}\p{Zl}\p{Zp}\s]*$/u.test(text) || !URL.canParse(text, base)) return home
  const { origin, pathname, search, hash } = new URL(text, base)
  // "/.//x" is a path here and another host where it is resolved once more.
  if (origin !== base || pathname.startsWith('//') || isEntryPage(pathname)) return home
  return pathname.startsWith('/api/v1') ? home : `${pathname}${search}${hash}`
}

/** Whether a page opens to whoever comes, so that being signed out means nothing there. */
export function isEntryPage(pathname: string): boolean {
  return entryPages.some((page) => pathname === page || pathname.startsWith(`${page}/`))
}
