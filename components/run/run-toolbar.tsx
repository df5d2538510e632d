'use client'

import { ChevronDown, ChevronUp, ChevronsDownUp, ChevronsUpDown, ListFilter } from 'lucide-react'
import type { RefObject } from 'react'
import type { SpanKind } from '#lib/domain/span.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuCheckboxItem, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { formatCount } from '#lib/format/count.ts'
import { kindLooks } from './kind-icon.tsx'

export type FindState = {
  query: string
  matchCount: number
  /** Place of the current match from 1; 0 when none is current. */
  position: number
  onQuery: (query: string) => void
  onStep: (direction: 1 | -1) => void
}

type FindBoxProps = { find: FindState; inputRef: RefObject<HTMLInputElement | null> }

export function FindBox({ find, inputRef }: FindBoxProps) {
  const { query, matchCount, position, onQuery, onStep } = find
  return (
    <search className="flex min-w-0 items-center gap-0.5">
      <Input
        ref={inputRef}
        type="search"
        aria-label="Find in this run"
        placeholder="Find  /"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape') {
            onQuery('')
            event.currentTarget.blur()
            event.stopPropagation()
          }
        }}
        className="h-6 w-36 text-sm"
      />
      {query.trim() === '' ? null : (
        <>
          <output className="px-1 text-xs whitespace-nowrap text-ink-3 tabular">
            {matchCount === 0 ? 'no match' : `${position || '–'} of ${formatCount(matchCount)}`}
          </output>
          <IconButton
            size="sm"
            label="Previous match"
            shortcut="p"
            disabled={matchCount === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp />
          </IconButton>
          <IconButton size="sm" label="Next match" shortcut="n" disabled={matchCount === 0} onClick={() => onStep(1)}>
            <ChevronDown />
          </IconButton>
        </>
      )}
    </search>
  )
}

type KindsMenuProps = {
  counts: ReadonlyMap<SpanKind, number>
  /** Null shows all. */
  kinds: ReadonlySet<SpanKind> | null
  onKinds: (kinds: ReadonlySet<SpanKind> | null) => void
}

export function KindsMenu({ counts, kinds, onKinds }: KindsMenuProps) {
  const trigger = (
    <Button variant="ghost" size="sm" className={kinds === null ? undefined : 'bg-accent-soft text-accent'}>
      <ListFilter aria-hidden /> Kinds{kinds === null ? '' : ` ${kinds.size}`}
    </Button>
  )
  const toggle = (kind: SpanKind, shown: boolean) => {
    const next = new Set(kinds ?? counts.keys())
    if (shown) next.add(kind)
    else next.delete(kind)
    onKinds(next.size === counts.size ? null : next)
  }
  return (
    <Menu trigger={trigger} align="end">
      {[...counts].map(([kind, count]) => (
        <MenuCheckboxItem
          key={kind}
          checked={kinds === null || kinds.has(kind)}
          onCheckedChange={(shown) => toggle(kind, shown)}
        >
          <span aria-hidden className={cn('size-2 rounded-full', kindLooks[kind].bar)} />
          <span className="flex-1 pr-6">{kindLooks[kind].label}</span>
          <span className="text-sm text-ink-3 tabular">{formatCount(count)}</span>
        </MenuCheckboxItem>
      ))}
      <MenuSeparator />
      <MenuItem disabled={kinds === null} onClick={() => onKinds(null)}>
        Show all kinds
      </MenuItem>
    </Menu>
  )
}

export function LevelButtons({ onAll }: { onAll: (open: boolean) => void }) {
  return (
    <span className="flex">
      <IconButton size="sm" label="Open all; ] opens one level" onClick={() => onAll(true)}>
        <ChevronsUpDown />
      </IconButton>
      <IconButton size="sm" label="Close all; [ closes one level" onClick={() => onAll(false)}>
        <ChevronsDownUp />
      </IconButton>
    </span>
  )
}
