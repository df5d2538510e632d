import Link from 'next/link'
import type { ComponentProps } from 'react'

type RunsLinkProps = Omit<ComponentProps<typeof Link>, 'children' | 'className' | 'prefetch'> & { text: string }

/** A figure that leads to its runs; further props come from the tooltip around it. */
export function RunsLink({ text, ...rest }: RunsLinkProps) {
  return (
    <Link {...rest} prefetch={false} className="underline-offset-3 hover:text-accent hover:underline">
      {text}
    </Link>
  )
}
