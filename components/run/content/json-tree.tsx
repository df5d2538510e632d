'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { cn } from '#components/ui/cn.ts'
import { toast } from '#components/ui/toaster.tsx'
import { flip, type Expansion } from '#lib/run-view/expansion.ts'
import {
  ENTRY_LIMIT,
  formatJsonPath,
  jsonRows,
  levelsThatFit,
  pathId,
  type JsonRow as Row,
} from '#lib/run-view/json-rows.ts'
import { treeKey } from '#lib/run-view/tree-key.ts'
import { copyText, JsonRow } from './json-row.tsx'

type JsonTreeProps = {
  value: unknown
  /** Accessible name. */
  label: string
  /** Levels open at first. */
  openLevels?: number
  /** Takes the height of its parent; else it is as high as its rows, up to a limit. */
  fill?: boolean
  className?: string
}

/** More rows than this scroll inside the tree and are drawn as they come into view. */
const VIRTUAL_ROWS = 150
const ROW_HEIGHT = 22
/** A tree opens at most about this far by itself. */
const FIRST_ROWS = 300
const MORE_ENTRIES = 1_000

/** A JSON value as a tree. Keys: arrows move and open, c copies the value, p its path. */
export function JsonTree({ value, label, openLevels = 2, fill = false, className }: JsonTreeProps) {
  const [expansion, setExpansion] = useState<Expansion>(() => ({
    level: levelsThatFit(value, openLevels, FIRST_ROWS),
    flipped: new Set(),
  }))
  const [limits, setLimits] = useState<ReadonlyMap<string, number>>(new Map())
  const [active, setActive] = useState(0)
  const treeId = useId()
  const scrollRef = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => jsonRows(value, expansion, limits), [value, expansion, limits])
  const isVirtual = fill || rows.length > VIRTUAL_ROWS
  // oxlint-disable-next-line react/incompatible-library -- its results are used here only, nothing is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 20,
  })
  function toggle(row: Row) {
    if (row.kind !== 'more') return setExpansion(flip(expansion, [row.id]))
    const containerId = pathId(row.path)
    setLimits(new Map(limits).set(containerId, (limits.get(containerId) ?? ENTRY_LIMIT) + MORE_ENTRIES))
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const row = rows[active]
    const action =
      event.key === 'Enter' && (row?.open !== null || row.kind === 'more') ? 'toggle' : treeKey(rows, active, event.key)
    if (row !== undefined && (event.key === 'c' || event.key === 'p')) {
      event.stopPropagation()
      void copyQuietly(event.key === 'c' ? copyText(row.value) : formatJsonPath(row.path))
      return
    }
    if (action === null || row === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (action === 'toggle' || action.type === 'toggle') return toggle(row)
    setActive(action.row)
    if (isVirtual) virtualizer.scrollToIndex(action.row)
  }

  const draw = (row: Row, index: number) => (
    <JsonRow
      row={row}
      id={`${treeId}${row.id}`}
      active={index === active}
      onToggle={() => toggle(row)}
      onActivate={() => setActive(index)}
    />
  )
  const activeRow = rows[active]
  return (
    <div
      ref={scrollRef}
      role="tree"
      aria-label={label}
      aria-activedescendant={activeRow === undefined ? undefined : `${treeId}${activeRow.id}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className={cn(
        'group/json scroll-quiet min-w-0 rounded focus-visible:-outline-offset-2',
        isVirtual && 'overflow-y-auto',
        isVirtual && (fill ? 'h-full' : 'max-h-[70vh]'),
        className,
      )}
    >
      {isVirtual ? (
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <div
                key={item.key}
                role="presentation"
                ref={virtualizer.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {draw(row, item.index)}
              </div>
            )
          })}
        </div>
      ) : (
        rows.map((row, index) => (
          <div key={row.id} role="presentation">
            {draw(row, index)}
          </div>
        ))
      )}
    </div>
  )
}

async function copyQuietly(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast('Copied')
  } catch {
    toast.error('The browser did not allow copying. Select the text and copy it by hand.')
  }
}
