/** Upper and lower case are alike, ^ and $ stand at lines, a dot stays within its line. */
export const patternFlags = '(?im-s)'

/** The RE2 pattern for what a person typed. */
export function searchPattern(q: string, isRegex: boolean): string {
  return isRegex ? q : q.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

/** The longest part of a text that no JSON encoder escapes, so that stored records hold it as it is; '' for a pattern. */
export function searchNeedle(q: string, isRegex: boolean): string {
  const parts = isRegex ? [] : (q.match(/[A-Za-z0-9_ .-]+/g) ?? [])
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '')
}
