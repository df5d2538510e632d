import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from '#components/ui/cn.ts'

type RunsLinkProps = Omit<ComponentProps<typeof Link>, 'prefetch'>

/** A figure as the way to the runs that it is made of. */
export function RunsLink({ className, ...rest }: RunsLinkProps) {
  return (
    <Link
      prefetch={false}
      className={cn('underline-offset-3 hover:text-accent hover:underline', className)}
      {...rest}
    />
  )
}
