'use client'

import { useMemo, useState } from 'react'
import type { RunSpans } from '#lib/domain/run.ts'
import {
  everythingClosed,
  everythingOpen,
  flip,
  reveal,
  stepLevel,
  isOpen,
  type Expansion,
} from '#lib/run-view/expansion.ts'
import { errorIndices, nextMatch } from '#lib/run-view/find-matches.ts'
import { firstExpansion } from '#lib/run-view/first-expansion.ts'
import { subtreeOf } from '#lib/run-view/subtree.ts'
import { idsToOpen } from '#lib/run-view/transcript-place.ts'
import { transcript } from '#lib/run-view/transcript.ts'
import { countKinds, filterRows, isFiltering, noFilter, passes, type RowFilter } from '#lib/run-view/row-filter.ts'
import { treeRows } from '#lib/run-view/tree-rows.ts'
import type { FocusRequest } from './focus-request.ts'

type RunViewInput = {
  spans: RunSpans
  selectedId: string | null
  /** The span whose sub-tree is in focus. */
  rootId: string | null
  onRoot: (spanId: string | null) => void
  /** Indices of the nodes that the search found. */
  matches?: readonly number[]
}

const noMatches: readonly number[] = []

/**
 * What is open, found and in view in one run. Owns nothing that a link should carry (view and
 * selected span and focus are in the URL) and nothing of the server's. A growing run keeps all of it.
 */
export function useRunViewState({ spans, selectedId, rootId, onRoot, matches = noMatches }: RunViewInput) {
  const { nodes, loops } = spans
  const selectedIndex = useMemo(() => nodes.findIndex((node) => node.spanId === selectedId), [nodes, selectedId])
  const [expansion, setExpansion] = useState<Expansion>(() => firstExpansion(nodes, selectedIndex))
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(idsToOpen(nodes, selectedIndex)))
  const [filter, setFilter] = useState<RowFilter>(noFilter)
  const [cursor, setCursor] = useState(-1)
  const [focus, setFocus] = useState<FocusRequest | null>(() => firstFocus(selectedId))

  const subtree = useMemo(() => subtreeOf(nodes, rootId), [nodes, rootId])
  const rows = useMemo(
    () => treeRows(nodes, expansion, filter, subtree ?? undefined),
    [nodes, expansion, filter, subtree],
  )
  const items = useMemo(() => transcript({ nodes, loops, opened }), [nodes, loops, opened])
  const shownIds = useMemo(() => (isFiltering(filter) ? idsThatPass(spans, filter) : null), [spans, filter])
  const hiddenCount = useMemo(
    () => (isFiltering(filter) ? filterRows(nodes, filter).filter((mark) => mark === 0).length : 0),
    [nodes, filter],
  )
  const kindCounts = useMemo(() => countKinds(nodes), [nodes])
  const from = selectedIndex === -1 ? cursor : selectedIndex

  /** Opens the way to a span and brings it into view; answers its id. */
  function goTo(index: number | null): string | null {
    const node = index === null ? undefined : nodes[index]
    if (index === null || node === undefined) return null
    setCursor(index)
    setExpansion(reveal(expansion, nodes, index))
    setOpened(new Set([...opened, ...idsToOpen(nodes, index)]))
    if (!passes(filter, node)) setFilter(noFilter)
    if (subtree !== null && (index < subtree.from || index >= subtree.to)) onRoot(null)
    setFocus({ spanId: node.spanId, align: 'auto' })
    return node.spanId
  }

  /** Shows the sub-tree of a span alone, open; null goes back to the whole run. */
  function focusSubtree(spanId: string | null): void {
    const index = nodes.findIndex((node) => node.spanId === spanId)
    const node = nodes[index]
    if (node !== undefined && node.descendantCount === 0) return
    if (node !== undefined && !isOpen(expansion, node.spanId, node.depth)) setExpansion(flip(expansion, [node.spanId]))
    onRoot(node === undefined ? null : node.spanId)
  }

  return {
    rows,
    subtree,
    focusSubtree,
    items,
    opened,
    filter,
    kindCounts,
    /** Spans that the filter leaves; null when there is none. */
    shownIds,
    /** Rows that the filter hides. */
    hiddenCount,
    position: matches.indexOf(from) + 1,
    focus,
    selectedNode: nodes[selectedIndex] ?? null,
    setFilter,
    toggleRow: (spanId: string) => setExpansion(flip(expansion, [spanId])),
    toggleItem: (id: string) => setOpened(flip({ level: 0, flipped: opened }, [id]).flipped),
    openAll: (open: boolean) => setExpansion(open ? everythingOpen : everythingClosed),
    stepLevel: (direction: 1 | -1) => setExpansion(stepLevel(expansion, direction, nodes)),
    goToMatch: (direction: 1 | -1) => goTo(nextMatch(matches, from, direction)),
    goToError: () => goTo(nextMatch(errorIndices(nodes), from, 1)),
    reveal: (spanId: string) => goTo(nodes.findIndex((node) => node.spanId === spanId)),
  }
}

export type RunViewState = ReturnType<typeof useRunViewState>

function idsThatPass({ nodes }: RunSpans, filter: RowFilter): Set<string> {
  return new Set(nodes.flatMap((node) => (passes(filter, node) ? [node.spanId] : [])))
}

function firstFocus(selectedId: string | null): FocusRequest | null {
  return selectedId === null ? null : { spanId: selectedId, align: 'center' }
}
