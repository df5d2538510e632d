/** A table of fewer rows is seen at a glance. */
export const worthFinding = 9

/** The rows whose texts hold every word that is typed, in any order and case. */
export function findRows<Row>(
  rows: readonly Row[],
  typed: string,
  textsOf: (row: Row) => readonly (string | null)[],
): readonly Row[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = fold(textsOf(row).join('\n'))
    return words.every((word) => text.includes(word))
  })
}

/** "José" is found by "jose". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
}
