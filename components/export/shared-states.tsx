import { Link2Off } from 'lucide-react'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** A link that was ours, and opens nothing any more. */
export function ShareClosed() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState icon={<Link2Off aria-hidden />} title="This link is closed">
        It has expired, or whoever made it has revoked it. The run is untouched: ask for a new link.
      </EmptyState>
    </main>
  )
}

/** A text that is no link of ours. */
export function ShareUnknown() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState icon={<Link2Off aria-hidden />} title="There is no such link">
        It may have been cut when it was copied, or the run has passed its retention. Ask for the whole link again.
      </EmptyState>
    </main>
  )
}
