import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { gridRowClasses, type GridColumn } from './grid-column.ts'

const skeletonRows = 24
/** Widths in turn, so that the rows look like rows. */
const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2']

type GridSkeletonProps<Row> = { columns: readonly GridColumn<Row>[]; rowHeight: number }

export function GridSkeleton<Row>({ columns, rowHeight }: GridSkeletonProps<Row>) {
  return (
    <div aria-hidden className="min-w-(--min-width)">
      {Array.from({ length: skeletonRows }, (_, row) => (
        <div key={row} className={cn(gridRowClasses, 'border-b')} style={{ height: rowHeight }}>
          {columns.map((column, index) => (
            <div key={column.id} className={cn('flex', column.align === 'end' && 'justify-end')}>
              <Skeleton className={widths[(row * 3 + index * 2) % widths.length]} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
