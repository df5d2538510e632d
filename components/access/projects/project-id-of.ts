const maxChars = 63

/** The id that a name suggests: "Qualität & Tests" is "qualitat-tests"; '' where no letter of it fits. */
export function projectIdOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxChars)
    .replace(/-$/, '')
}
