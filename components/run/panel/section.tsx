import type { ReactNode } from 'react'

/** A titled block of the span panel. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b px-3 py-2 last:border-b-0">
      <div className="flex min-h-6 items-center gap-2">
        <h3 className="flex-1 text-xs font-medium text-ink-3">{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  )
}
