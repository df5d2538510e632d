import type { Metadata } from 'next'
import { InvitationContainer } from '#components/access/entry/invitation-container.tsx'

export const metadata: Metadata = { title: 'Invitation' }

export default function InvitePage() {
  return <InvitationContainer />
}
