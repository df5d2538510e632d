import type { ListColumns } from '#lib/domain/list-columns.ts'

type LayoutColumn = { id: string; width: number; grows?: boolean; fixed?: boolean }

const minWidth = 32
const maxWidth = 1_200

/** The shown columns in their order with their widths; a growing column that was given a width keeps it. */
export function arrangeColumns<Column extends LayoutColumn>(
  all: readonly Column[],
  { shown, widths }: ListColumns,
): Column[] {
  const byId = new Map(all.map((column) => [column.id, column]))
  const fixed = all.filter((column) => column.fixed === true && !shown.includes(column.id))
  const wanted = shown.flatMap((id) => byId.get(id) ?? [])
  return [...fixed, ...wanted].map((column) => {
    const width = widths[column.id]
    return width === undefined ? column : { ...column, width, grows: false }
  })
}

/** Shows or hides a column; a new one takes its place in the order of `all`. */
export function toggleColumn(columns: ListColumns, id: string, all: readonly LayoutColumn[]): ListColumns {
  const { shown, widths } = columns
  if (shown.includes(id)) return { widths, shown: shown.filter((each) => each !== id) }
  const order = new Map(all.map((column, place) => [column.id, place]))
  const place = (each: string) => order.get(each) ?? all.length
  const before = shown.findLastIndex((each) => place(each) < place(id))
  return { widths, shown: shown.toSpliced(before + 1, 0, id) }
}

/** Puts a column to a place among the shown ones, counted without itself. */
export function moveColumn(columns: ListColumns, id: string, to: number): ListColumns {
  const { shown, widths } = columns
  if (!shown.includes(id)) return columns
  const others = shown.filter((each) => each !== id)
  return { widths, shown: others.toSpliced(Math.max(0, Math.min(others.length, to)), 0, id) }
}

/** Null gives a column its own width back. */
export function resizeColumn({ shown, widths }: ListColumns, id: string, width: number | null): ListColumns {
  const { [id]: _former, ...others } = widths
  return { shown, widths: width === null ? others : { ...others, [id]: clampWidth(width) } }
}

export function clampWidth(width: number): number {
  return Math.max(minWidth, Math.min(maxWidth, Math.round(width)))
}

export function sameColumns(a: ListColumns, b: ListColumns): boolean {
  const ids = Object.keys(a.widths)
  return (
    a.shown.length === b.shown.length &&
    a.shown.every((id, place) => id === b.shown[place]) &&
    ids.length === Object.keys(b.widths).length &&
    ids.every((id) => a.widths[id] === b.widths[id])
  )
}
