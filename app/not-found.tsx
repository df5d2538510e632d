import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { buttonClasses } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { paths } from '#lib/paths.ts'

export default function NotFound() {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="There is no such page"
      actions={
        <Link href={paths.home} className={buttonClasses({ variant: 'primary' })}>
          Go to the runs
        </Link>
      }
    >
      The address may be mistyped, or what it showed has passed its retention.
    </EmptyState>
  )
}
