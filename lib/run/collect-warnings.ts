import type { Warning } from '#lib/domain/span.ts'

/** So many different warnings are kept per run; each stands for all of its kind. */
const mostWarnings = 32

/** One warning per code, the first in tree order, with the number of records that it holds for. */
export function collectWarnings(warnings: Iterable<Warning>): Warning[] {
  const byCode = new Map<string, { first: Warning; count: number }>()
  for (const warning of warnings) {
    const known = byCode.get(warning.code)
    if (known === undefined) byCode.set(warning.code, { first: warning, count: 1 })
    else known.count++
  }
  return [...byCode.values()]
    .toSorted((a, b) => (a.first.code < b.first.code ? -1 : 1))
    .slice(0, mostWarnings)
    .map(withCount)
}

function withCount({ first, count }: { first: Warning; count: number }): Warning {
  return count === 1 ? first : { ...first, message: `${first.message} (${count} times)` }
}
