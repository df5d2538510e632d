'use client'

import { useMemo } from 'react'
import { parseEmbedded } from '#lib/run-view/parse-json.ts'
import { JsonTree } from './json-tree.tsx'
import { LongText } from './long-text.tsx'

type PayloadProps = { value: unknown; label: string; openLevels?: number }

/** Parsing more text than this in one go would be felt. */
const MAX_PARSED = 4_000_000

/** Arguments, results and other values: JSON (also inside a string) as a tree, text as text. */
export function Payload({ value, label, openLevels }: PayloadProps) {
  const parsed = useMemo(() => (typeof value === 'string' ? parseEmbedded(value, MAX_PARSED) : null), [value])
  if (isEmpty(value)) return <span className="text-sm text-ink-3">empty</span>
  if (typeof value === 'string') {
    if (parsed === null) return <LongText text={value} className="font-mono text-sm" first={4_000} />
    return <JsonTree value={parsed.value} label={label} openLevels={openLevels} />
  }
  return <JsonTree value={value} label={label} openLevels={openLevels} />
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
