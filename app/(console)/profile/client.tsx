'use client'

import { useQuery } from '@tanstack/react-query'
import { ListError } from '#components/run-list/list-error.tsx'
import { ProfileView } from '#components/access/profile/profile-view.tsx'
import { meQueries } from '#lib/api/me.ts'

export function ProfileClient() {
  const me = useQuery(meQueries.me())
  if (me.data !== undefined) return <ProfileView person={me.data.person} />
  if (me.error === null) return <main aria-busy aria-label="Profile" />
  return (
    <main>
      <ListError what="The profile" error={me.error} onRetry={() => void me.refetch()} />
    </main>
  )
}
