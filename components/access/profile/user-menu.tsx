'use client'

import { CircleUser, LayoutGrid, LogOut, Settings2 } from 'lucide-react'
import Link from 'next/link'
import { cn } from '#components/ui/cn.ts'
import { Menu, MenuGroup, MenuItem, MenuLinkItem } from '#components/ui/menu.tsx'
import type { Person } from '#lib/domain/access/account.ts'
import { paths } from '#lib/paths.ts'

export type UserMenuProps = {
  person: Person
  /** At the foot of the navigation, or at the end of a bar over the page. */
  place: 'navigation' | 'bar'
  onSignOut: () => void
}

/** Who is signed in, and what is theirs. */
export function UserMenu({ person, place, onSignOut }: UserMenuProps) {
  const shown = person.name === '' ? person.email : person.name
  const inBar = place === 'bar'
  return (
    <Menu
      side={inBar ? 'bottom' : 'top'}
      align={inBar ? 'end' : 'start'}
      className="max-w-80"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${shown}`}
          className={cn(
            'flex h-7 items-center gap-2.5 rounded px-2 text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink',
            inBar ? 'max-w-60' : 'mx-2 w-[calc(100%-1rem)]',
          )}
        >
          <CircleUser aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className={cn('truncate', inBar ? 'max-narrow:sr-only' : 'nav-label')}>{shown}</span>
        </button>
      }
    >
      <MenuGroup label={<span className="wrap-anywhere">{person.email}</span>}>
        <MenuLinkItem render={<Link href={paths.profile} />}>
          <Settings2 /> Profile
        </MenuLinkItem>
        <MenuLinkItem render={<Link href={paths.projects()} />}>
          <LayoutGrid /> All projects
        </MenuLinkItem>
        <MenuItem onClick={onSignOut}>
          <LogOut /> Sign out
        </MenuItem>
      </MenuGroup>
    </Menu>
  )
}
