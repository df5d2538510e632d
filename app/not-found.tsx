import { NothingThere } from '#components/layout/nothing-there.tsx'
import { paths } from '#lib/paths.ts'

export default function NotFound() {
  return (
    <NothingThere what="page" href={paths.home} way="Go to the runs">
      The address may be mistyped, or what it showed has passed its retention.
    </NothingThere>
  )
}
