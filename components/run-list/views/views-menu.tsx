'use client'

import { Bookmark, Check, ChevronDown, Link2, Pencil, Pin, Plus, RotateCcw, Save, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuGroup, MenuItem, MenuLinkItem, MenuSeparator } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toaster.tsx'
import type { ListView } from './list-view.ts'
import { pinnedLink } from './pinned-link.ts'

type ViewsMenuProps = {
  builtIn: readonly ListView[]
  saved: readonly ListView[]
  loadingFailed: boolean
  view: ListView | null
  modified: boolean
  hrefOf: (view: ListView) => string
  /** Null for whoever may not save views. */
  onSaveAs: (() => void) | null
  /** Null where the view is not one that is saved, too. */
  onSaveChanges: (() => void) | null
  onRename: (() => void) | null
  onDelete: (() => void) | null
  onRevert: () => void
}

/** The name of what the list shows, and the other views behind it. */
export function ViewsMenu(props: ViewsMenuProps) {
  const { builtIn, saved, loadingFailed, view, modified, hrefOf } = props
  const { onSaveAs, onSaveChanges, onRename, onDelete, onRevert } = props
  const name = view?.name ?? 'Unsaved view'
  return (
    <Menu
      className="w-64"
      trigger={
        <Button
          variant="ghost"
          aria-label={`View: ${name}${modified ? ', modified' : ''}`}
          className="max-w-56 min-w-0 shrink px-1.5 font-normal"
        >
          <Bookmark className="max-narrow:hidden" />
          <span className="truncate">{name}</span>
          {modified ? <span className="text-xs text-warn">modified</span> : null}
          <ChevronDown className="text-ink-3" />
        </Button>
      }
    >
      <MenuGroup label="Views">
        <ViewItems views={builtIn} current={view} hrefOf={hrefOf} />
      </MenuGroup>
      {saved.length > 0 ? (
        <MenuGroup label="Saved in this project">
          <ViewItems views={saved} current={view} hrefOf={hrefOf} />
        </MenuGroup>
      ) : null}
      {loadingFailed ? <p className="px-2 py-1 text-sm text-ink-3">The saved views could not be loaded.</p> : null}
      <MenuSeparator />
      {modified && view !== null ? (
        <MenuItem onClick={onRevert}>
          <RotateCcw /> Back to “{view.name}”
        </MenuItem>
      ) : null}
      {modified && onSaveChanges !== null ? (
        <MenuItem onClick={onSaveChanges}>
          <Save /> Save changes for everybody
        </MenuItem>
      ) : null}
      {onSaveAs === null ? null : (
        <MenuItem onClick={onSaveAs}>
          <Plus /> Save as a new view…
        </MenuItem>
      )}
      {onRename === null ? null : (
        <MenuItem onClick={onRename}>
          <Pencil /> Rename…
        </MenuItem>
      )}
      {onDelete === null ? null : (
        <MenuItem onClick={onDelete}>
          <Trash2 /> Delete
        </MenuItem>
      )}
      <MenuItem onClick={() => void copyLink(window.location.href)}>
        <Link2 /> Copy link to this list
      </MenuItem>
      <MenuItem onClick={() => void copyLink(pinnedLink(window.location.href, Date.now()))}>
        <Pin /> Copy link with fixed times
      </MenuItem>
    </Menu>
  )
}

type ViewItemsProps = { views: readonly ListView[]; current: ListView | null; hrefOf: (view: ListView) => string }

function ViewItems({ views, current, hrefOf }: ViewItemsProps) {
  return views.map((view) => (
    <MenuLinkItem key={view.viewId} render={<Link href={hrefOf(view)} />}>
      <span className="w-3.5">{view.viewId === current?.viewId ? <Check aria-label="shown" /> : null}</span>
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
    </MenuLinkItem>
  ))
}

async function copyLink(href: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(href)
    toast('Copied the link to this list.')
  } catch {
    toast.error('The browser did not allow copying. Copy the address instead.')
  }
}
