import { Skeleton } from '#components/ui/skeleton.tsx'

/** The page's places, before its figures are there. */
export function IngestSkeleton() {
  return (
    <output aria-label="Loading outcomes" className="block">
      <div className="grid grid-cols-2 border-b narrow:grid-cols-3 wide:grid-cols-6">
        {['accepted', 'refused', 'not understood', 'cut', 'stored', 'lag'].map((figure) => (
          <div key={figure} className="grid gap-2 px-3 py-3">
            <Skeleton className="w-16" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
      <div className="grid gap-4 p-3">
        {['one', 'two', 'three', 'four'].map((row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
    </output>
  )
}
