/** Upper and lower case are alike, ^ and $ stand at lines, a dot stays within its line. */
export const patternFlags = '(?im-s)'

/** The RE2 pattern for what a person typed. */
export function searchPattern(q: string, isRegex: boolean): string {
  return isRegex ? q : q.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
