import { Skeleton } from '#components/ui/skeleton.tsx'

const figures = ['cost', 'run', 'success', 'step', 'tokens', 'unpriced']
const rows = Array.from({ length: 8 }, (_, row) => row)

/** The page's places while its figures are on their way. */
export function CostSkeleton() {
  return (
    <output aria-label="Loading costs" className="block">
      <div className="grid grid-cols-2 gap-px border-b bg-line narrow:grid-cols-3 wide:grid-cols-6">
        {figures.map((figure) => (
          <div key={figure} className="grid gap-2 bg-canvas px-3 py-3">
            <Skeleton className="w-16" />
            <Skeleton className="h-5 w-24" />
          </div>
        ))}
      </div>
      <div className="border-b px-3 py-3">
        <Skeleton className="h-36" />
      </div>
      <div className="grid gap-3 px-3 pt-6">
        {rows.map((row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
    </output>
  )
}
