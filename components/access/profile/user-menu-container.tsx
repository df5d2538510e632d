'use client'

import { useQuery } from '@tanstack/react-query'
import { meQueries } from '#lib/api/me.ts'
import { UserMenu, type UserMenuProps } from './user-menu.tsx'
import { useSignOut } from './use-sign-out.ts'

/** Nothing where nobody signs in. */
export function UserMenuContainer({ place }: Pick<UserMenuProps, 'place'>) {
  const me = useQuery(meQueries.me())
  const signOut = useSignOut()
  const person = me.data?.person ?? null
  return person === null ? null : <UserMenu person={person} place={place} onSignOut={signOut} />
}
