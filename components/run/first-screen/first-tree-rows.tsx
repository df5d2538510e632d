/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by hand: table elements lose their roles to display: grid */
'use client'

import { useId } from 'react'
import type { FirstTree } from '#lib/run-view/first-screen.ts'
import { TreeHead, treeHeadHeight } from '../tree/tree-head.tsx'
import { TreeRow } from '../tree/tree-row.tsx'

type FirstTreeRowsProps = { screen: FirstTree; selectedId: string | null }

/** The tree's rows where it will have them, whatever the height of a row and of the page: CSS alone knows both. */
export function FirstTreeRows({ screen, selectedId }: FirstTreeRowsProps) {
  const { rows, from, rowCount, selectedRow, extent, scale } = screen
  const gridId = useId()
  const scrolled = selectedRow === -1 ? '0px' : scrolledTo(selectedRow, rowCount)
  return (
    <div
      role="treegrid"
      aria-label="Spans of the run"
      aria-rowcount={rowCount + 1}
      aria-busy
      className="scroll-quiet @container-size h-full overflow-y-auto"
    >
      <TreeHead />
      <div role="rowgroup" className="relative overflow-y-clip" style={{ height: `calc(${rowCount} * var(--row))` }}>
        <div
          role="presentation"
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(calc(${from} * var(--row) - ${scrolled}))` }}
        >
          {rows.map(({ row, loop }, index) => (
            <TreeRow
              key={row.node.spanId}
              row={row}
              id={`${gridId}${row.node.spanId}`}
              rowIndex={from + index}
              extent={extent}
              scale={scale}
              loop={loop}
              selected={row.node.spanId === selectedId}
              active={false}
              matched={false}
              onSelect={nothing}
              onToggle={nothing}
              onFocus={nothing}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** How far a tree is scrolled that has a row in its middle, or as near to it as its ends allow. */
function scrolledTo(index: number, rowCount: number): string {
  const middle = `${index + 0.5} * var(--row) - 50cqh`
  const end = `${treeHeadHeight}px + ${rowCount} * var(--row) - 100cqh`
  return `max(0px, min(${middle}, ${end}))`
}

const nothing = () => {}
