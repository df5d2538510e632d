'use client'

import { useQuery } from '@tanstack/react-query'
import { accountQueries } from '#lib/api/account.ts'
import { meQueries } from '#lib/api/me.ts'
import type { InvitationAsk, Me } from '#lib/domain/access/account.ts'
import { AppError } from '#lib/domain/errors.ts'
import { EntryFrame } from './entry-frame.tsx'
import { JoinAsContainer } from './join-as-container.tsx'
import { JoinNewContainer } from './join-new-container.tsx'
import { LinkFailed, LinkLooking } from './link-states.tsx'
import { ToHome } from './to-home.tsx'
import { useLinkToken } from './use-link-token.ts'

/** An invitation to a project: joined with one click, or with a new account. */
export function InvitationContainer() {
  const token = useLinkToken()
  const isGiven = typeof token === 'string'
  const ask = useQuery({ ...accountQueries.invitation(token ?? ''), enabled: isGiven })
  const me = useQuery({ ...meQueries.me(), enabled: isGiven })
  if (token === null) return <NoInvitation />
  const isNobody = me.error instanceof AppError && me.error.code === 'unauthorized'
  const error = ask.error ?? (isNobody ? null : me.error)
  if (error !== null) {
    return (
      <LinkFailed error={error} onRetry={() => void Promise.all([ask.refetch(), me.refetch()])}>
        <ToHome />
      </LinkFailed>
    )
  }
  if (token === undefined || ask.data === undefined || (me.isPending && !isNobody)) {
    return <LinkLooking title="An invitation" />
  }
  return (
    <EntryFrame title={`Join ${ask.data.projectName}`} lead={<Offer ask={ask.data} />}>
      <Answer token={token} ask={ask.data} me={me.data ?? null} onSignedIn={() => void me.refetch()} />
    </EntryFrame>
  )
}

const roleWords: Record<InvitationAsk['role'], string> = {
  admin: 'As admin you read everything, and manage its members and keys.',
  editor: 'As editor you read everything, and make views and links that others see.',
  viewer: 'As viewer you read everything.',
}

function Offer({ ask: { invitedBy, project, role } }: { ask: InvitationAsk }) {
  return (
    <>
      {invitedBy === '' ? 'You are invited' : `${invitedBy} invites you`} to the project <code>{project}</code>.{' '}
      {roleWords[role]}
    </>
  )
}

type AnswerProps = { token: string; ask: InvitationAsk; me: Me | null; onSignedIn: () => void }

function Answer({ token, ask, me, onSignedIn }: AnswerProps) {
  if (me === null) return <JoinNewContainer token={token} email={ask.email} onSignedIn={onSignedIn} />
  if (me.person !== null) return <JoinAsContainer token={token} meant={ask.email} person={me.person} />
  return (
    <>
      <p>Nobody signs in on this machine (TACHO_AUTH is off), so there is nothing to join: every project is open.</p>
      <ToHome />
    </>
  )
}

function NoInvitation() {
  return (
    <EntryFrame
      title="There is no invitation here"
      lead="Open the whole link again: it may have been cut when it was copied, or this page was reloaded."
    >
      <ToHome />
    </EntryFrame>
  )
}
