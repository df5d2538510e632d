'use client'

import { useLayoutEffect, useRef, type RefObject } from 'react'
import { useShortcuts, type Shortcut } from '#components/layout/use-shortcuts.ts'

type ListActions<Row> = {
  title: string
  /** One row, as the shortcuts dialog says it. */
  noun: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  selectedKey: string | null
  searchRef: RefObject<HTMLInputElement | null>
  onSelect: (key: string | null) => void
  onOpen: (row: Row) => void
  onPickTime: () => void
  onAddFilter?: () => void
  onPeek?: (row: Row) => void
  onCheck?: (row: Row) => void
  /** Closes what is open over the list; false when there was nothing, and the selection is dropped. */
  onClose?: () => boolean
}

const pageRows = 20

/** The keys that every list understands. */
export function useListShortcuts<Row>(actions: ListActions<Row>): void {
  const { title, noun, rows, keyOf, selectedKey, searchRef, onSelect, onOpen, onPickTime, onAddFilter } = actions
  const { onPeek, onCheck, onClose } = actions
  // Two keys may come before the page is drawn anew: the second counts from the first.
  const cursor = useRef(selectedKey)
  useLayoutEffect(() => {
    cursor.current = selectedKey
  }, [selectedKey])
  const place = () => (cursor.current === null ? -1 : rows.findIndex((row) => keyOf(row) === cursor.current))
  const select = (key: string | null) => {
    cursor.current = key
    onSelect(key)
  }
  const moveTo = (next: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, next))]
    if (row !== undefined) select(keyOf(row))
  }
  const withSelected = (act: (row: Row) => void) => () => {
    const row = rows[place()]
    if (row !== undefined) act(row)
  }
  const filterKey: Shortcut[] = onAddFilter ? [{ keys: ['f'], label: 'Add a filter', run: onAddFilter }] : []
  const rowKeys: Shortcut[] = [
    ...(onPeek ? [{ keys: [' '], label: `Open the ${noun} beside the list`, run: withSelected(onPeek) }] : []),
    ...(onCheck
      ? [{ keys: ['x'], label: `Check the ${noun} for an action on several`, run: withSelected(onCheck) }]
      : []),
  ]
  useShortcuts(title, [
    { keys: ['j', 'ArrowDown'], label: `Next ${noun}`, run: () => moveTo(place() + 1) },
    { keys: ['k', 'ArrowUp'], label: `Previous ${noun}`, run: () => moveTo(place() - 1) },
    { keys: ['PageDown'], label: 'Some rows down', run: () => moveTo(place() + pageRows) },
    { keys: ['PageUp'], label: 'Some rows up', run: () => moveTo(place() - pageRows) },
    { keys: ['Home'], label: `First ${noun}`, run: () => moveTo(0) },
    { keys: ['End'], label: `Last loaded ${noun}`, run: () => moveTo(rows.length - 1) },
    { keys: ['Enter'], label: `Open the selected ${noun}`, run: withSelected(onOpen) },
    ...rowKeys,
    { keys: ['/'], label: 'Search', run: () => searchRef.current?.focus() },
    ...filterKey,
    { keys: ['d'], label: 'Choose the time range', run: onPickTime },
    {
      keys: ['Escape'],
      label: 'Close what is open, then drop the cursor',
      run: () => {
        if (onClose?.() !== true) select(null)
      },
    },
  ])
}
