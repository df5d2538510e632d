import { SearchX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClasses } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

type NothingThereProps = {
  /** What was looked for, e.g. "run". */
  what: string
  /** The way on, and what it says. */
  href: string
  way: string
  /** Why it may not be there. */
  children: ReactNode
}

/** An address that leads to nothing. */
export function NothingThere({ what, href, way, children }: NothingThereProps) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={`There is no such ${what}`}
      actions={
        <Link href={href} className={buttonClasses({ variant: 'primary' })}>
          {way}
        </Link>
      }
    >
      {children}
    </EmptyState>
  )
}
