'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { toast } from '#components/ui/toaster.tsx'
import { signingOut } from '#lib/api/account.ts'
import { meQueries } from '#lib/api/me.ts'
import { leaveSignedOut } from './leave-signed-out.ts'
import { UserMenu } from './user-menu.tsx'

/** Nothing where nobody signs in. */
export function UserMenuContainer() {
  const me = useQuery(meQueries.me())
  const signOut = useMutation({
    ...signingOut(),
    onSuccess: leaveSignedOut,
    onError: (error) => toast.error(`You are still signed in: ${error.message}`),
  })
  const person = me.data?.person ?? null
  return person === null ? null : <UserMenu person={person} onSignOut={() => signOut.mutate()} />
}
