'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { formatJsonPath, type JsonRow as Row } from '#lib/run-view/json-rows.ts'
import { toJson } from '#lib/run-view/parse-json.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatBytes } from './format-bytes.ts'
import { MaskedText } from './masked-text.tsx'

type JsonRowProps = { row: Row; id: string; active: boolean; onToggle: () => void; onActivate: () => void }

const INDENT = 14
/** Beyond this depth rows stay in place, so that text keeps room. */
const MAX_INDENT_DEPTH = 12
const FIRST_CHARS = 600
const MORE_CHARS = 64_000

export function JsonRow({ row, id, active, onToggle, onActivate }: JsonRowProps) {
  const [hovered, setHovered] = useState(false)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are handled by the tree around it, which has the focus
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={row.open ?? undefined}
      aria-selected={active}
      tabIndex={-1}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onClick={() => {
        onActivate()
        if (row.open !== null || row.kind === 'more') onToggle()
      }}
      style={{ paddingLeft: Math.min(row.depth, MAX_INDENT_DEPTH) * INDENT }}
      className={cn(
        'relative flex items-start gap-1 rounded-sm py-px pr-14 font-mono text-sm leading-5 hover:bg-hover',
        active && 'group-focus-visible/json:bg-accent-soft',
        (row.open !== null || row.kind === 'more') && 'cursor-pointer',
      )}
    >
      <span className="flex h-5 w-3.5 shrink-0 items-center">
        {row.open === null ? null : (
          <ChevronRight aria-hidden className={cn('size-3.5 text-ink-3', row.open && 'rotate-90')} />
        )}
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {row.key === null ? null : (
          <>
            <span className={typeof row.key === 'number' ? 'text-ink-3' : 'text-ink-2'}>{row.key}</span>
            <span className="text-ink-3">: </span>
          </>
        )}
        <JsonValue row={row} />
      </span>
      {hovered && row.kind !== 'more' ? <CopyButtons row={row} /> : null}
    </div>
  )
}

/** Drawn only under the pointer: two tooltips a row would be felt. The keys c and p do the same. */
function CopyButtons({ row }: { row: Row }) {
  return (
    <span className="absolute top-0 right-0 flex bg-surface">
      {row.path.length > 0 ? (
        <CopyButton text={() => formatJsonPath(row.path)} label="Copy path" tabIndex={-1} className="h-5" />
      ) : null}
      <CopyButton text={() => copyText(row.value)} label="Copy value" tabIndex={-1} className="h-5" />
    </span>
  )
}

export function copyText(value: unknown): string {
  return typeof value === 'string' ? value : toJson(value)
}

function JsonValue({ row }: { row: Row }) {
  switch (row.kind) {
    case 'object':
    case 'array':
      return (
        <span className="text-ink-3">
          {summary(row)}
          {row.embedded ? <span className="ml-1.5 rounded-sm bg-hover px-1 text-xs">text</span> : null}
        </span>
      )
    case 'string':
      return <StringValue text={String(row.value)} />
    case 'number':
      return <span className="text-kind-agent tabular">{String(row.value)}</span>
    case 'boolean':
      return <span className="text-kind-handoff">{String(row.value)}</span>
    case 'null':
      return <span className="text-ink-3 italic">null</span>
    case 'more':
      return <span className="font-sans text-accent">Show more, {formatCountExact(row.size)} left</span>
    default: {
      const never: never = row.kind
      return never
    }
  }
}

function summary(row: Row): string {
  const [start, end] = row.kind === 'array' ? ['[', ']'] : ['{', '}']
  if (row.size === 0) return `${start}${end}`
  if (row.open) return start
  return `${start} ${row.size} ${row.size === 1 ? 'entry' : 'entries'} ${end}`
}

function StringValue({ text }: { text: string }) {
  const [shown, setShown] = useState(FIRST_CHARS)
  const left = text.length - shown
  return (
    <span className="whitespace-pre-wrap">
      <MaskedText text={left > 0 ? text.slice(0, shown) : text} />
      {text === '' ? <span className="text-ink-3">""</span> : null}
      {left > 0 ? (
        <button
          type="button"
          tabIndex={-1}
          className="ml-1 font-sans text-accent hover:underline"
          onClick={(event) => {
            event.stopPropagation()
            setShown(shown + MORE_CHARS)
          }}
        >
          … {formatBytes(left)} more
        </button>
      ) : null}
    </span>
  )
}
