'use client'

import { ChevronDown, ChevronUp, Regex, SlidersHorizontal } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Menu, MenuCheckboxItem } from '#components/ui/menu.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import type { RunFind } from './use-run-find.ts'

export type FindBoxProps = {
  find: RunFind
  /** Place of the current match from 1; 0 when none is current. */
  position: number
  onStep: (direction: 1 | -1) => void
  inputRef: RefObject<HTMLInputElement | null>
}

/** Search in the run: rows, messages, arguments, results, attributes, events and logs. */
export function FindBox({ find, position, onStep, inputRef }: FindBoxProps) {
  const { query, setQuery, options, setOptions, matches, error } = find
  const isEmpty = query.trim() === ''
  return (
    <search className="flex min-w-0 items-center gap-0.5">
      <Input
        ref={inputRef}
        type="search"
        aria-label="Find in this run"
        aria-invalid={error !== null}
        placeholder="Find  /"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape') {
            setQuery('')
            event.currentTarget.blur()
            event.stopPropagation()
          }
        }}
        className={cn('h-6 w-40 text-sm', error !== null && 'border-bad', options.regex && 'font-mono')}
      />
      <Button
        variant="ghost"
        size="sm"
        aria-label="Regular expression"
        aria-pressed={options.regex}
        title="Regular expression (RE2)"
        className={cn('px-1', options.regex && 'bg-accent-soft text-accent')}
        onClick={() => setOptions({ ...options, regex: !options.regex })}
      >
        <Regex aria-hidden />
      </Button>
      {isEmpty ? null : (
        <>
          <Summary find={find} position={position} />
          <SearchMenu find={find} />
          <IconButton
            size="sm"
            label="Previous match"
            shortcut="p"
            disabled={matches.length === 0}
            onClick={() => onStep(-1)}
          >
            <ChevronUp />
          </IconButton>
          <IconButton
            size="sm"
            label="Next match"
            shortcut="n"
            disabled={matches.length === 0}
            onClick={() => onStep(1)}
          >
            <ChevronDown />
          </IconButton>
        </>
      )}
    </search>
  )
}

/** How many spans match, and in one word what is not counted. */
function Summary({ find, position }: Pick<FindBoxProps, 'find' | 'position'>) {
  const { matches, result, error, isSearching } = find
  if (error !== null) {
    return (
      <Tooltip content={error.message}>
        <output className="max-w-60 truncate px-1 text-xs text-bad">{error.message}</output>
      </Tooltip>
    )
  }
  const count = matches.length === 0 ? 'no match' : `${position || '–'} of ${formatCount(matches.length)} spans`
  const isCut = result !== null && result.items.length < result.totalCount
  return (
    <Tooltip content={explain(find)}>
      <output className="px-1 text-xs whitespace-nowrap text-ink-3 tabular">
        {isSearching ? 'searching …' : `${count}${isCut ? '+' : ''}`}
      </output>
    </Tooltip>
  )
}

function explain({ result }: RunFind): string {
  if (result === null) return ''
  const { items, totalCount, isTotalExact, repeatCount } = result
  const total = `${isTotalExact ? '' : 'more than '}${formatCountExact(totalCount)}`
  const found =
    items.length < totalCount
      ? `The first ${formatCountExact(items.length)} of ${total} places in the content are marked.`
      : `${total} ${totalCount === 1 ? 'place' : 'places'} in the content.`
  if (repeatCount === 0) return found
  return `${found} ${formatCountExact(repeatCount)} more in calls that only repeat earlier messages, instructions or tools.`
}

function SearchMenu({ find }: { find: RunFind }) {
  const { options, setOptions, result } = find
  if (!options.repeats && (result === null || result.repeatCount === 0)) return null
  const trigger = (
    <Button variant="ghost" size="sm" aria-label="What is searched" className="px-1">
      <SlidersHorizontal aria-hidden />
    </Button>
  )
  return (
    <Menu trigger={trigger} align="end">
      <MenuCheckboxItem checked={options.repeats} onCheckedChange={(repeats) => setOptions({ ...options, repeats })}>
        Also where calls repeat earlier messages
      </MenuCheckboxItem>
    </Menu>
  )
}
