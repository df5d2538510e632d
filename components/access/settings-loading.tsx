import { Skeleton } from '#components/ui/skeleton.tsx'

/** Stands where a table of the settings will be. */
export function SettingsLoading({ what }: { what: string }) {
  return (
    <output aria-busy aria-label={`Loading the ${what}`} className="grid gap-5 px-3 py-5">
      {['one', 'two', 'three', 'four', 'five'].map((row) => (
        <Skeleton key={row} />
      ))}
    </output>
  )
}
