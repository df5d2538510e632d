import type { FixedUsd } from '#lib/pricing/fixed-usd.ts'

/**
 * A table in whole units of `unit` that adds up in both directions as it is printed: each cell, each row's sum, each
 * column's and the sum of all differ from the exact ones by less than a unit, whole amounts stay as they are, and the
 * sum of all is the nearest. Controlled rounding of L. H. Cox (1987): rests are moved round cycles of unfinished cells.
 */
export function roundTable(rows: readonly (readonly FixedUsd[])[], unit: bigint): bigint[][] {
  const rests = withSlack(
    rows.map((row) => row.map((amount) => modulo(amount, unit))),
    unit,
  )
  const sums = rests.at(-1) ?? []
  const areUp = sums.map((rest) => 2n * rest >= unit)
  let open: bigint[][] = []
  for (const row of rests) {
    open.push(row)
    // More than as many rows as columns always hold a cycle, so that few are ever open.
    for (let cycle = findCycle(open, unit); cycle !== null; cycle = findCycle(open, unit)) {
      shift(cycle, unit, sums, areUp)
      open = open.filter((each) => each.some((rest) => isOpen(rest, unit)))
    }
  }
  return rows.map((row, index) =>
    row.map((amount, column) => {
      const floor = (amount - modulo(amount, unit)) / unit
      return rests[index]?.[column] === unit ? floor + 1n : floor
    }),
  )
}

/** Parts in whole units that add up to `whole`, which is their sum rounded down or up; the largest rests are rounded up. */
export function roundTo(parts: readonly FixedUsd[], whole: bigint, unit: bigint): bigint[] {
  const floors = parts.map((part) => (part - modulo(part, unit)) / unit)
  const up = whole - floors.reduce((sum, floor) => sum + floor, 0n)
  const byRest = parts
    .map((part, index) => ({ index, rest: modulo(part, unit) }))
    .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
  const raised = new Set(byRest.slice(0, Math.max(0, Number(up))).map(({ index }) => index))
  return floors.map((floor, index) => (raised.has(index) ? floor + 1n : floor))
}

/** A column and a row more, so that each row and column of rests adds up to whole units. */
function withSlack(rests: bigint[][], unit: bigint): bigint[][] {
  const rows = rests.map((row) => [...row, modulo(-sum(row), unit)])
  const width = (rests[0]?.length ?? 0) + 1
  const last = Array.from({ length: width }, (_, column) => modulo(-sum(rows.map((row) => row[column] ?? 0n)), unit))
  return [...rows, last]
}

/** A cell of a row that is still open. */
type Cell = { row: bigint[]; column: number }

/** Cells that lie in one row and in one column by turns, round to the first; null where there is no such way. */
function findCycle(rows: readonly bigint[][], unit: bigint): Cell[] | null {
  const cells = core(
    rows.flatMap((row) => row.flatMap((rest, column): Cell | Cell[] => (isOpen(rest, unit) ? { row, column } : []))),
  )
  const path: Cell[] = cells.slice(0, 1)
  for (let here = path[0]; here !== undefined;) {
    const { row, column } = here
    const across = cells.find((cell) => cell.row === row && cell.column !== column)
    if (across === undefined) return null
    path.push(across)
    const met = path.findIndex((cell, index) => index % 2 === 0 && cell.column === across.column)
    if (met !== -1) return path.slice(met)
    const along = cells.find((cell) => cell.column === across.column && cell.row !== row)
    if (along === undefined) return null
    path.push(along)
    const back = path.findIndex((cell, index) => index % 2 === 1 && cell.row === along.row)
    if (back !== -1) return path.slice(back)
    here = along
  }
  return null
}

/** Without cells that are alone in their row or column, which no cycle passes through. */
function core(cells: readonly Cell[]): readonly Cell[] {
  const kept = cells.filter(
    (cell) =>
      cells.some((other) => other !== cell && other.row === cell.row) &&
      cells.some((other) => other !== cell && other.column === cell.column),
  )
  return kept.length === cells.length ? kept : core(kept)
}

/**
 * Moves as much of the rests to and fro as finishes a cell: towards the nearest sum of all, else the nearest of the
 * first column that the way passes the sum of, elsewhere the shorter way.
 */
function shift(cycle: readonly Cell[], unit: bigint, sums: bigint[], areUp: readonly boolean[]): void {
  const restOf = ({ row, column }: Cell) => row[column] ?? 0n
  const [even, odd] = [cycle.filter((_, index) => index % 2 === 0), cycle.filter((_, index) => index % 2 === 1)]
  const room = (up: readonly Cell[], down: readonly Cell[]) =>
    least([...up.map((cell) => unit - restOf(cell)), ...down.map(restOf)])
  const [guide] = cycle
    .filter(({ row }) => row === sums)
    .toSorted((a, b) => ((a.column + 1) % sums.length) - ((b.column + 1) % sums.length))
  const isEvenUp =
    guide === undefined ? room(even, odd) <= room(odd, even) : even.includes(guide) === areUp[guide.column]
  const [up, down] = isEvenUp ? [even, odd] : [odd, even]
  const amount = room(up, down)
  for (const { row, column } of up) row[column] = (row[column] ?? 0n) + amount
  for (const { row, column } of down) row[column] = (row[column] ?? 0n) - amount
}

function isOpen(rest: bigint, unit: bigint): boolean {
  return rest > 0n && rest < unit
}

function modulo(amount: bigint, unit: bigint): bigint {
  const rest = amount % unit
  return rest < 0n ? rest + unit : rest
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function least(amounts: readonly bigint[]): bigint {
  return amounts.reduce((smallest, amount) => (amount < smallest ? amount : smallest), amounts[0] ?? 0n)
}
