'use client'

import { useMemo } from 'react'
import { decodeEscapes, parseEmbedded } from '#lib/run-view/parse-json.ts'
import { JsonTree } from './json-tree.tsx'
import { LongText } from './long-text.tsx'
import { Markdown } from './markdown.tsx'

/** Parsing more text than this in one go would be felt. */
const MAX_PARSED = 4_000_000

export const textModes = ['markdown', 'plain', 'raw'] as const
export type TextMode = (typeof textModes)[number]

type TextBlockProps = {
  text: string
  mode: TextMode
  /** Characters shown at first. */
  first?: number
}

/** A message's text as the reader wants it; a text that is JSON is shown as a tree unless raw is asked for. */
export function TextBlock({ text, mode, first = 10_000 }: TextBlockProps) {
  const parsed = useMemo(() => parseEmbedded(text, MAX_PARSED), [text])
  if (mode === 'raw') return <LongText text={text} first={first} className="font-mono text-sm" />
  if (parsed !== null) return <JsonTree value={parsed.value} label="Text as JSON" />
  if (mode === 'plain') return <LongText text={decodeEscapes(text)} first={first} />
  return <Markdown text={text} first={first} />
}
