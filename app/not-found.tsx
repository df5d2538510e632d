import { EntryFrame } from '#components/access/entry/entry-frame.tsx'
import { ToHome } from '#components/access/entry/to-home.tsx'

export default function NotFound() {
  return (
    <EntryFrame
      title="There is no such page"
      lead="The address may be mistyped, what it showed may have passed its retention, or it is in a project that is not open to you."
    >
      <ToHome />
    </EntryFrame>
  )
}
