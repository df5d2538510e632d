import { cn } from './cn.ts'

type TableHeadProps = {
  /** The first one names the rows; the others stand over numbers. */
  columns: readonly [string, ...string[]]
}

/** Head of a small table in a card or a dialog: names at the left, numbers at the right. */
export function TableHead({ columns }: TableHeadProps) {
  return (
    <thead className="text-xs text-ink-3">
      <tr>
        {columns.map((column, index) => (
          <th
            key={column}
            scope="col"
            className={cn('pb-1 font-normal', index === 0 ? 'text-left' : 'pl-3 text-right whitespace-nowrap')}
          >
            {column}
          </th>
        ))}
      </tr>
    </thead>
  )
}
