import { NothingThere } from '#components/layout/nothing-there.tsx'
import { paths } from '#lib/paths.ts'

export default function NotFound() {
  return (
    <NothingThere what="page" href={paths.home} way="Go to the runs">
      The address may be mistyped, what it showed may have passed its retention, or it is in a project that is not open
      to you.
    </NothingThere>
  )
}
