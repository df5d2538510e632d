'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonClasses } from '#components/ui/button.tsx'
import { accountQueries } from '#lib/api/account.ts'
import { paths } from '#lib/paths.ts'
import { EntryFrame } from './entry-frame.tsx'
import { LinkFailed, LinkLooking } from './link-states.tsx'
import { SetUpFormContainer } from './set-up-form-container.tsx'
import { useLinkToken } from './use-link-token.ts'

/** What a one-time link opens: the making of the owner, or a new password for them. */
export function SetUpContainer() {
  const token = useLinkToken()
  const link = useQuery({ ...accountQueries.setUpLink(token ?? ''), enabled: typeof token === 'string' })
  if (token === null) return <NoLink />
  if (link.error !== null) {
    return (
      <LinkFailed error={link.error} onRetry={() => void link.refetch()}>
        <ToSignIn />
      </LinkFailed>
    )
  }
  if (token === undefined || link.data === undefined) return <LinkLooking title="Set up Tachograph" />
  return <SetUpFormContainer key={token} token={token} email={link.data.email} />
}

function NoLink() {
  return (
    <EntryFrame
      title="Set up Tachograph"
      lead="Open the link that the start of this server has printed: it makes you the owner, once and within 15 minutes."
    >
      <p>It has expired, or the page was reloaded? Make another on the machine that runs the server:</p>
      <code className="rounded bg-sunken px-2.5 py-2">npm run admin -- link</code>
      <ToSignIn />
    </EntryFrame>
  )
}

function ToSignIn() {
  return (
    <p className="flex items-center gap-2 border-t pt-3 text-ink-2">
      You have an account?
      <Link href={paths.signIn()} className={buttonClasses({ variant: 'link', size: 'inline' })}>
        Sign in
      </Link>
    </p>
  )
}
