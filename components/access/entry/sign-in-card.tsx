'use client'

import { nextPath } from '#lib/domain/access/next-path.ts'
import { EntryFrame } from './entry-frame.tsx'
import { leaveFor } from './leave-for.ts'
import { SignInFormContainer } from './sign-in-form-container.tsx'

type SignInCardProps = {
  /** As it stands in the address: anybody may have written it. */
  next: string | null
  /** Somebody who was signed in, and is not any more. */
  isExpired?: boolean
}

export function SignInCard({ next, isExpired = false }: SignInCardProps) {
  return (
    <EntryFrame
      title={isExpired ? 'You are signed out' : 'Sign in'}
      lead={
        isExpired
          ? 'A sign-in ends after a week without use, after a month in any case, and when you end it from another device. Nothing that is stored is affected.'
          : undefined
      }
    >
      <SignInFormContainer onSignedIn={() => leaveFor(nextPath(next))} />
      <LastResort />
    </EntryFrame>
  )
}

function LastResort() {
  return (
    <details className="border-t pt-3 text-sm text-ink-2">
      <summary className="w-fit cursor-pointer rounded-sm hover:text-ink">No account, or no password any more?</summary>
      <div className="flex flex-col gap-2 pt-2">
        <p>Ask an admin of your project for an invitation: its link makes an account.</p>
        <p>
          For the owner’s account, whoever runs this server makes a link that works once:{' '}
          <code className="whitespace-nowrap text-ink">npm run admin -- link</code>
        </p>
      </div>
    </details>
  )
}
