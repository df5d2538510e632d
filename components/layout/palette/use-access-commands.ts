'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleDollarSign, CircleUser, FolderPlus, Gauge, KeyRound, LogOut, ReceiptText, UserPlus } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useSignOut } from '#components/access/profile/use-sign-out.ts'
import { useMay } from '#components/access/use-may.ts'
import { meQueries } from '#lib/api/me.ts'
import { paths } from '#lib/paths.ts'
import { useShell } from '../shell-context.tsx'
import { command, type PaletteCommand } from './palette-command.ts'

type Go = (href: string) => void

/** What one may do for the project from any page; a page of its own offers its action by itself. */
export function useProjectCommands(go: Go): PaletteCommand[] {
  const { project } = useShell()
  const pathname = usePathname()
  const may = useMay()
  const me = useQuery(meQueries.me())
  const ownsPlace = me.data !== undefined && (me.data.person?.isOwner ?? true)
  const isElsewhere = (page: string) => pathname !== page
  const group = 'Project'
  return [
    ...(may(project, 'key:write') && isElsewhere(paths.keys(project))
      ? [
          command(
            group,
            'make key',
            'Make an API key',
            KeyRound,
            () => go(paths.keys(project, { make: true })),
            'create new token',
          ),
        ]
      : []),
    ...(may(project, 'price:write') && isElsewhere(paths.prices(project))
      ? [
          command(
            group,
            'add price',
            'Add a price',
            CircleDollarSign,
            () => go(paths.prices(project, { add: true })),
            'cost model discount',
          ),
        ]
      : []),
    ...(may(project, 'budget:write') && isElsewhere(paths.budgets(project))
      ? [
          command(
            group,
            'add budget',
            'Add a budget',
            Gauge,
            () => go(paths.budgets(project, { add: true })),
            'money limit forecast',
          ),
        ]
      : []),
    ...(may(project, 'chargeback:write') && isElsewhere(paths.chargeback(project))
      ? [
          command(
            group,
            'statement settings',
            'Settings of statements',
            ReceiptText,
            () => go(paths.chargeback(project, { dialog: 'settings' })),
            'chargeback markup discount shared costs currency',
          ),
        ]
      : []),
    ...(may(project, 'member:write') && isElsewhere(paths.members(project))
      ? [
          command(
            group,
            'invite',
            'Invite a member',
            UserPlus,
            () => go(paths.members(project, { invite: true })),
            'add person user',
          ),
        ]
      : []),
    ...(ownsPlace
      ? [
          command(
            group,
            'new project',
            'New project',
            FolderPlus,
            () => go(paths.projects({ make: true })),
            'create make project',
          ),
        ]
      : []),
  ]
}

/** Nothing where nobody signs in. */
export function useAccountCommands(go: Go): PaletteCommand[] {
  const me = useQuery(meQueries.me())
  const signOut = useSignOut()
  const person = me.data?.person ?? null
  if (person === null) return []
  return [
    command('Account', 'profile', 'Profile', CircleUser, () => go(paths.profile), 'account password devices name me'),
    command('Account', 'sign out', 'Sign out', LogOut, () => signOut(), 'log out leave logout'),
  ]
}
