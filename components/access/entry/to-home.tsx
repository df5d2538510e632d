import Link from 'next/link'
import { buttonClasses } from '#components/ui/button.tsx'
import { paths } from '#lib/paths.ts'

export function ToHome() {
  return (
    <Link href={paths.home} prefetch={false} className={buttonClasses({ size: 'lg' })}>
      Go to the runs
    </Link>
  )
}
