import type { StatementLine } from '#lib/domain/statement.ts'
import { parseUsd } from '#lib/pricing/fixed-usd.ts'

/** Each line of the first level with those of both right below it, the dearest first; what is unknown comes last. */
export function orderLines(lines: readonly StatementLine[]): StatementLine[] {
  const below = Map.groupBy(
    lines.filter(({ path }) => path.length > 1),
    ({ path }) => path[0] ?? null,
  )
  return lines
    .filter(({ path }) => path.length === 1)
    .toSorted(dearestFirst)
    .flatMap((line) => [line, ...(below.get(line.path[0] ?? null) ?? []).toSorted(dearestFirst)])
}

function dearestFirst(a: StatementLine, b: StatementLine): number {
  const [left, right] = [a.path.at(-1) ?? null, b.path.at(-1) ?? null]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  const difference = (parseUsd(b.costUsd) ?? 0n) - (parseUsd(a.costUsd) ?? 0n)
  if (difference !== 0n) return difference > 0n ? 1 : -1
  return left < right ? -1 : 1
}
