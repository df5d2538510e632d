'use client'

import { CircleUser, LogOut, Settings2 } from 'lucide-react'
import Link from 'next/link'
import { Menu, MenuGroup, MenuItem, MenuLinkItem } from '#components/ui/menu.tsx'
import type { Person } from '#lib/domain/access/account.ts'
import { paths } from '#lib/paths.ts'

/** Who is signed in, at the end of the navigation. */
export function UserMenu({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const shown = person.name === '' ? person.email : person.name
  return (
    <div className="px-2">
      <Menu
        side="top"
        trigger={
          <button
            type="button"
            aria-label={`Account of ${shown}`}
            className="flex h-7 w-full items-center gap-2.5 rounded px-2 text-ink-2 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink"
          >
            <CircleUser aria-hidden className="size-4 shrink-0 text-ink-3" />
            <span className="nav-label truncate">{shown}</span>
          </button>
        }
      >
        <MenuGroup label={person.email}>
          <MenuLinkItem render={<Link href={paths.profile} />}>
            <Settings2 /> Profile
          </MenuLinkItem>
          <MenuItem onClick={onSignOut}>
            <LogOut /> Sign out
          </MenuItem>
        </MenuGroup>
      </Menu>
    </div>
  )
}
